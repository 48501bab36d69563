using System.Text.RegularExpressions;
using EdgeGateway.FunctionalTests.Commands;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Runs the commands of the runbook. <see cref="ShellBlockTests"/> runs its blocks.</summary>
public sealed partial class RunbookTests(ShellBlockStage stage) : IClassFixture<ShellBlockStage>
{
    private const string Key = "Cactus/21/905910/3";

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => [.. Runbook.Commands];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_in_the_text_works(string command)
    {
        var output = await stage.RunAsync(command, isConfigured: true);

        Assert.True(output.Trim().Length > 0 || command.StartsWith("sqlite3 ", StringComparison.Ordinal), "It printed nothing.");
        Assert.DoesNotContain("ERR", output, StringComparison.Ordinal);
        if (command.StartsWith("curl -i -X POST", StringComparison.Ordinal))
        {
            Assert.Matches("^HTTP/1.1 (400|401|415) ", output);
        }
    }

    [Fact]
    public void Commands_are_found_in_the_text()
    {
        Assert.Contains("EdgeGateway health --url http://127.0.0.1:9090", Runbook.Commands);
        Assert.Contains("redis-cli PING", Runbook.Commands);
        Assert.Contains("df", Runbook.Commands);
        Assert.Contains(Runbook.Commands, static command => command.StartsWith("curl ", StringComparison.Ordinal));
    }

    /// <summary>The tests replace Docker and Kubernetes' tool, and so do not see a name that does not exist.</summary>
    [Fact]
    public void Containers_are_named_as_they_are()
    {
        var services = YamlSubset.Parse(RepositoryFiles.Read("config/compose.yaml"))["services"]!.AsObject();
        var deployment = YamlSubset.Parse(RepositoryFiles.Read("config/kubernetes/base/deployment.yaml"));

        Assert.True(services.ContainsKey("gateway") && services.ContainsKey("redis"));
        Assert.Contains(services["redis"]!["secrets"]!.AsArray(), static secret => (string)secret! == "redis-password.conf");
        Assert.Equal(("Deployment", "edgegateway"), ((string)deployment["kind"]!, (string)deployment["metadata"]!["name"]!));
        Assert.Contains("kubectl create namespace payments", RepositoryFiles.Read("docs/install.md"), StringComparison.Ordinal);
        Assert.Contains("docker run --rm --name edgegateway ", RepositoryFiles.Read("docs/install.md"), StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"EdgeGateway\"]", RepositoryFiles.Read("Dockerfile"), StringComparison.Ordinal);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callback_is_looked_up_and_replayed(bool isRedis)
    {
        await using var redis = RedisServer.With(RepositoryFiles.PathOf("config/redis.conf"));
        await (isRedis ? redis.InitializeAsync() : default);
        await using var merchant = await TestMerchant.StartNewAsync();
        var builder = new GatewayBuilder().ForwardTo(merchant.Address).WithFirstProviders();
        await using var gateway = await (isRedis ? builder.UseRedis(redis.EndPoint) : builder).StartProcessAsync();
        async Task SendAsync()
        {
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.True(response.IsSuccessStatusCode);
        }

        await SendAsync();
        await SendAsync();
        Assert.Single(merchant.Deliveries);

        var found = await RunBlockAsync(gateway, "Claims are older than their lease");
        Assert.Contains(found, static line => line.StartsWith("state", StringComparison.Ordinal) && line.EndsWith(" settled", StringComparison.Ordinal));
        Assert.DoesNotContain(found, static line => line.StartsWith("claimed", StringComparison.Ordinal));
        await RunBlockAsync(gateway, "Replay one callback");
        await SendAsync();

        Assert.Equal(["1", "1"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }

    private static async Task<List<string>> RunBlockAsync(ProcessGateway gateway, string heading)
    {
        var lines = new List<string>();
        foreach (var call in Runbook.CallsIn(Runbook.BlockBelow(heading)))
        {
            var run = await CommandRun.InvokeAsync([.. call.Select(static word => word == "cactus/21/905910/3" ? Key : word), "--config", gateway.ConfigurationPath]);
            Assert.Equal(0, run.ExitCode);
            lines.AddRange(run.OutputLines);
        }

        Assert.NotEmpty(lines);
        return lines;
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
