using System.Text.RegularExpressions;
using EdgeGateway.Commands;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Runs the commands of the runbook.</summary>
public sealed partial class RunbookTests
{
    private const string Key = "Cactus/21/905910/3";

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Blocks => [.. Runbook.Blocks];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Every_block_is_valid_shell(string block)
    {
        Assert.Empty(await Shell.RunAsync(block, Token, "-n"));
    }

    [Fact]
    public void Names_in_the_text_are_the_programs()
    {
        var metrics = Names(RepositoryFiles.Read("docs/metrics.md"), Metric());
        var alerts = Names(RepositoryFiles.Read("config/prometheus/alerts.yml"), AlertName());
        var settings = RepositoryFiles.Read("config/gateway.schema.json");
        var log = string.Concat(Directory.GetFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.Superset(Names(Runbook.Text, Metric()).ToHashSet(), metrics.ToHashSet());
        Assert.Equal(alerts.Order(StringComparer.Ordinal), Names(Runbook.Text, NamedAlert()).Order(StringComparer.Ordinal));
        Assert.All(Names(Runbook.Text, Setting()), name => Assert.Contains($"\"{name.Split(':')[1]}\": {{", settings, StringComparison.Ordinal));
        Assert.All(Names(Runbook.Text, NamedEvent()), name => Assert.Matches($"EventName = \"{name}\"|EventId {name} = ", log));
        Assert.All(
            Runbook.CallsOf("EdgeGateway").Select(static call => call.Split(' ')[0]),
            static command => Assert.Contains(GatewayCommand.Names, name => name.Split(' ')[0] == command));
        Assert.Contains("= 78", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_commands_of_the_runbook_work()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        var seen = await Shell.RunAsync("set -e -o pipefail\n" + Runbook.Blocks[0].Replace("127.0.0.1:9090", gateway.Management.Authority, StringComparison.Ordinal), Token);

        Assert.Contains("\"ledger\"", seen, StringComparison.Ordinal);
        Assert.Contains("\nedgegateway_profile_lease_seconds{profile=\"Cactus\"} 45\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overdue_claim_is_found_and_an_answered_one_is_replayed_with_sqlite()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        string InThisLedger(string block) => block.Replace("data/ledger.db", gateway.LedgerPath, StringComparison.Ordinal).Replace("cactus/", "Cactus/", StringComparison.Ordinal);

        var list = InThisLedger(Runbook.BlockBelow("Claims are older than their lease"));
        Assert.Empty(await Shell.RunAsync(list, Token));
        var replay = InThisLedger(Runbook.BlockBelow("Replay one callback").Split('\n')[1]);
        await Shell.RunAsync(replay, Token);
        using var replayed = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(["1", "1"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));

        // A claim whose lease ended long ago. The replay command must not change it.
        await Shell.RunAsync($"sqlite3 {gateway.LedgerPath} \"UPDATE callbacks SET state = 1, lease_end = 1\"", Token);
        await Shell.RunAsync(replay, Token);
        Assert.StartsWith($"{Key}|1|20", await Shell.RunAsync(list, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_is_looked_up_and_replayed_with_redis()
    {
        await using var redis = RedisServer.With(RepositoryFiles.PathOf("config/redis.conf"));
        await redis.InitializeAsync();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, redis: redis);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        string InThisRedis(string line) => line.Replace("redis-cli ", $"redis-cli -p {redis.Port} ", StringComparison.Ordinal).Replace("cactus/", "Cactus/", StringComparison.Ordinal);

        var calls = Runbook.CallsOf("redis-cli").Select(static call => call.Replace("edge:KEY", "edge:" + Key, StringComparison.Ordinal)).ToList();
        Assert.Contains("PING", calls);
        foreach (var call in calls.Where(static call => !call.StartsWith("DEL", StringComparison.Ordinal)))
        {
            var answer = await Shell.RunAsync(InThisRedis("redis-cli " + call), Token);
            Assert.DoesNotContain("ERR", answer, StringComparison.Ordinal);
            Assert.NotEmpty(answer.Trim());
        }

        Assert.Equal("1\n", await Shell.RunAsync(InThisRedis(Runbook.BlockBelow("Replay one callback").Split('\n')[0]), Token));
        using var replayed = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(2, merchant.Deliveries.Count);
    }

    private static IReadOnlyCollection<string> Names(string text, Regex name) => [.. name.Matches(text).Select(static match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"\b(edgegateway_[a-z_]*[a-z])\b")]
    private static partial Regex Metric();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertName();

    /// <summary>The lines that begin with the alerts that link there.</summary>
    [GeneratedRegex(@"(?<=^Alerts? (?:`\w+`, )*)`(\w+)`", RegexOptions.Multiline)]
    private static partial Regex NamedAlert();

    [GeneratedRegex(@"`((?:Ledger|Shutdown|Inbound):\w+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"event `(\w+)`")]
    private static partial Regex NamedEvent();
}
