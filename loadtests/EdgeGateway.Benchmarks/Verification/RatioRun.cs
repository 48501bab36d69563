using System.Diagnostics;
using EdgeGateway.Benchmarks.Schemes;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// Compares verification with its floor and the naive verifier: short alternating rounds in one process, and the ratios of their
/// lower quartiles. On a shared machine, ratios of short rounds are more stable than long measurements and times.
/// </summary>
internal static class RatioRun
{
    private const int Rounds = 41;
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(8);

    public static void Run(TextWriter output)
    {
        output.WriteLine("| callback | bytes | floor ns | verify / floor | two secrets / floor | wrong / floor | naive / verify | verify and name / floor |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");

        // Discarded, because the runtime still recompiles code in the first round.
        _ = Measure("Cactus", 0);
        foreach (var callback in new[] { "Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud" })
        {
            foreach (var size in new[] { 0, 4_000, 60_000 })
            {
                var times = Measure(callback, size);
                var bytes = SignedBody.Create(callback, size).Bytes.Length;
                output.WriteLine(
                    $"| {callback} | {bytes} | {times[0]:0} | {times[1] / times[0]:0.00} | {times[2] / times[0]:0.00} | {times[3] / times[0]:0.00} | {times[4] / times[1]:0.0} | {times[5] / times[0]:0.00} |");
            }
        }

        RunSchemes(output);
    }

    private static void RunSchemes(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| scheme | bytes | floor ns | verify / floor | wrong / floor | verify and name / floor |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var scheme in new[] { "stripe", "standardwebhooks", "adyen", "wise", "tbank" })
        {
            foreach (var size in new[] { 300, 4_000, 60_000 })
            {
                var benchmarks = new SchemeBenchmarks { Scheme = scheme, Size = size };
                benchmarks.Setup();
                var times = Measure(
                    () => benchmarks.Floor(), () => benchmarks.Verify(), () => benchmarks.WrongSignature(), () => benchmarks.VerifyAndIdentify());
                output.WriteLine($"| {scheme} | {benchmarks.Length} | {times[0]:0} | {times[1] / times[0]:0.00} | {times[2] / times[0]:0.00} | {times[3] / times[0]:0.00} |");
            }
        }
    }

    private static double[] Measure(string callback, int size)
    {
        var benchmarks = new VerificationBenchmarks { Callback = callback, Size = size };
        benchmarks.Setup();
        return Measure(
            () => benchmarks.Floor(),
            () => benchmarks.Verify(),
            () => benchmarks.TwoSecrets(),
            () => benchmarks.WrongSignature(),
            () => benchmarks.Naive(),
            () => benchmarks.VerifyAndIdentify());
    }

    /// <summary>The lower quartile of the times in nanoseconds.</summary>
    private static double[] Measure(params Action[] actions)
    {
        int[] repeats = [.. actions.Select(TimesPerRound)];
        var samples = actions.Select(static _ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                samples[i].Add(TimeOf(actions[i], repeats[i]));
            }
        }

        return [.. samples.Select(static values => values.Order().ElementAt(values.Count / 4))];
    }

    private static int TimesPerRound(Action action)
    {
        var times = 1;
        var started = Stopwatch.GetTimestamp();
        do
        {
            TimeOf(action, times *= 2);
        }
        while (Stopwatch.GetElapsedTime(started) < 20 * _round);

        return Math.Max(1, (int)(_round.TotalNanoseconds / TimeOf(action, times)));
    }

    private static double TimeOf(Action action, int times)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / times;
    }
}
