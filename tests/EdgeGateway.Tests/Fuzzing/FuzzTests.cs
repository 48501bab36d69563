using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace EdgeGateway.Tests.Fuzzing;

/// <summary>
/// Compares the results for mutated vectors with naive references. EDGEGATEWAY_FUZZ sets the number of cases and
/// EDGEGATEWAY_FUZZ_SEED the seed.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Shards = 8;

    private delegate bool Target(ref byte[] input);

    private static int Executions => Setting("EDGEGATEWAY_FUZZ", 100_000);

    private static int Seed => Setting("EDGEGATEWAY_FUZZ_SEED", 1);

    [Fact]
    public void Untrusted_input_is_read_as_the_references_read_it()
    {
        var counts = new ConcurrentDictionary<string, (long Executed, long Accepted)>();
        var started = Stopwatch.GetTimestamp();

        // A fixed number of shards, so that a seed gives the same cases on every machine.
        Parallel.For(0, Shards, shard => Run(shard, counts));

        var executed = counts.Values.Sum(static count => count.Executed);
        output.WriteLine($"{executed} executions with seed {Seed} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, no disagreement");
        foreach (var (name, count) in counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{name}: {count.Executed} executed, {count.Accepted} accepted");
        }

        // Some inputs must be accepted and some refused; otherwise nothing is compared.
        Assert.Equal(Executions / Shards * Shards, executed);
        Assert.All(counts, static pair => Assert.InRange(pair.Value.Accepted, pair.Value.Executed / 1000, pair.Value.Executed * 9 / 10));
    }

    private static void Run(int shard, ConcurrentDictionary<string, (long Executed, long Accepted)> counts)
    {
        var random = new Random((Seed * 1000) + shard);
        var targets = new FuzzTargets(random);
        Target[] each = [targets.Json, targets.Json, targets.Form, targets.Tampered, targets.Resigned, targets.Resigned, targets.Token];
        for (var execution = 0; execution < Executions / Shards; execution++)
        {
            var target = each[execution % each.Length];
            byte[] input = [];
            try
            {
                var accepted = target(ref input);
                counts.AddOrUpdate(
                    target.Method.Name,
                    static (_, accepted) => (1, accepted ? 1 : 0),
                    static (_, count, accepted) => (count.Executed + 1, count.Accepted + (accepted ? 1 : 0)),
                    accepted);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{target.Method.Name}, seed {Seed}, shard {shard}, execution {execution}: {exception.Message}\n{Convert.ToBase64String(input)}", exception);
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
