using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private const string Secret = "a-secret-of-tests-1";

    /// <summary>What is right in production.</summary>
    private static readonly string _good = $$"""
        {
          "ReverseProxy": {
            "Routes": { "cactus": { "ClusterId": "shop", "Match": { "Path": "/cactus", "Methods": [ "POST" ] }, "Metadata": { "CallbackProfile": "cactus" } } },
            "Clusters": { "shop": { "Destinations": { "1": { "Address": "http://127.0.0.1:9000/" } } } }
          },
          "CallbackProfiles": { "cactus": { "Scheme": "Cactus", "Secrets": { "k1": "{{Secret}}" } } },
          "Ledger": { "Sqlite": { "Path": "ledger.db" } }
        }
        """;

    private readonly ConfigurationDirectory _directory = new();

    public static TheoryData<string, string, string, string> Risks => new()
    {
        { """{"Kestrel":{"Endpoints":{"Edge":{"Url":"http://0.0.0.0:8080"}}}}""", "plain-http", "Kestrel:Endpoints:Edge:Url", "https" },
        { """{"Kestrel":{"Endpoints":{"Management":{"Url":"http://*:9090"}}}}""", "management-exposed", "Kestrel:Endpoints:Management:Url", "Prometheus" },
        { """{"ReverseProxy":{"Routes":{"more":{"ClusterId":"shop","Match":{"Path":"/more"},"Metadata":{"CallbackProfile":"cactus"}}}}}""", "any-method", "ReverseProxy:Routes:more:Match:Methods", "\"POST\"" },
        { """{"ReverseProxy":{"Routes":{"twin":{"ClusterId":"shop","Match":{"Path":"/cactus/","Methods":["POST"]},"Metadata":{"CallbackProfile":"cactus"}}}}}""", "ambiguous-routes", "ReverseProxy:Routes:twin", "Order" },
        { """{"CallbackProfiles":{"cactus":{"Scheme":"square","PublicUrl":"https://shop.example/cactus"}}}""", "merchant-timeout", "CallbackProfiles:cactus:MerchantTimeout", "\"MerchantTimeout\": \"00:00:09\"" },
        { """{"CallbackProfiles":{"cactus":{"Secrets":{"k1":"fifteen-bytes.."}}}}""", "short-secret", "CallbackProfiles:cactus:Secrets:k1", "longer" },
        { $$$"""{"CallbackProfiles":{"other":{"Scheme":"Carouseller","Secrets":{"k1":"{{{Secret}}}"} } } }""", "shared-secret", "CallbackProfiles:other:Secrets:k1", "one for each" },
        { """{"Ledger":{"Store":"Memory"}}""", "memory-ledger", "Ledger:Store", "Sqlite" },
        { """{"CallbackProfiles":{"cactus":{"Scheme":"stripe","Identity":["header:X-Id"]}}}""", "identity-not-signed", "CallbackProfiles:cactus:Identity", "AllowedNetworks" },
        { """{"Ledger":{"Store":"Redis","Redis":{"Configuration":"127.0.0.1:1,connectTimeout=200,connectRetry=1"}}}""", "redis-not-asked", "Ledger:Redis:Configuration", "can be reached" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Check_NothingRisky_IsSilentAndZero()
    {
        var run = await RunAsync("{}");

        Assert.Equal((0, "nothing to say: the configuration is valid"), (run.ExitCode, run.Output.TrimEnd()));
    }

    [Theory]
    [MemberData(nameof(Risks))]
    public async Task Check_Risk_NamesPathReasonAndRemedy(string change, string rule, string path, string remedy)
    {
        var run = await RunAsync(change, "--output", "json");

        Assert.Equal(1, run.ExitCode);
        var finding = Assert.Single(JsonNode.Parse(run.Output)!.AsArray(), finding => (string)finding!["rule"]! == rule)!;
        Assert.Equal(("warning", path), ((string)finding["severity"]!, (string)finding["path"]!));
        Assert.Contains(remedy, (string)finding["remedy"]!, StringComparison.Ordinal);
        Assert.NotEqual("", (string)finding["reason"]!);
    }

    [Fact]
    public async Task Check_NotesOnly_IsZero()
    {
        var run = await RunAsync("""{"ReverseProxy":{"Clusters":{"shop":{"Destinations":{"1":{"Address":"http://10.0.0.5:9000/"}}}}}}""");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["note  ReverseProxy:Clusters:shop:Destinations:1:Address", "  callbacks travel to http://10.0.0.5:9000/ without TLS"], run.OutputLines.Take(2));
        Assert.Equal("1 note", run.OutputLines.Last());
    }

    [Fact]
    public async Task Check_NotValid_SaysAllFaultsAsErrors()
    {
        var run = await RunAsync("""{"CallbackProfiles":{"cactus":{"Scheme":"Cactos","Lease":"00:00:01"}}}""");

        Assert.Equal(78, run.ExitCode);
        Assert.Equal(
            ["error  CallbackProfiles:cactus:Lease", "error  CallbackProfiles:cactus:Scheme"],
            run.OutputLines.Where(static line => line.StartsWith("error", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("2 errors", run.OutputLines.Last());
    }

    [Fact]
    public async Task Check_Sarif_HasRulesAndResultsWithPlaces()
    {
        var run = await RunAsync("""{"Ledger":{"Store":"Memory"}}""", "--output", "sarif");

        var report = JsonNode.Parse(run.Output)!["runs"]![0]!;
        Assert.Equal("memory-ledger", (string)report["tool"]!["driver"]!["rules"]![0]!["id"]!);
        var result = Assert.Single(report["results"]!.AsArray())!;
        Assert.Equal(("memory-ledger", "warning"), ((string)result["ruleId"]!, (string)result["level"]!));
        Assert.Equal("Ledger:Store", (string)result["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!);
        Assert.EndsWith("gateway.json", (string)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_EveryOutput_ShowsNoSecret()
    {
        foreach (var format in new[] { "text", "json", "sarif" })
        {
            var run = await RunAsync($$$"""{"CallbackProfiles":{"other":{"Scheme":"Carouseller","Secrets":{"k1":"{{{Secret}}}"} } } }""", "--output", format);

            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain(Secret, run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_RedisEvicts_IsAskedLive()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var change = $$$"""{"Ledger":{"Store":"Redis","Redis":{"Configuration":"{{{redis.EndPoint}}}"} } }""";
        await redis.CommandAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

        var evicting = await RunAsync(change);
        Assert.Equal(1, evicting.ExitCode);
        Assert.Contains("maxmemory-policy is allkeys-lru", evicting.Output, StringComparison.Ordinal);

        await redis.CommandAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        Assert.Equal(0, (await RunAsync(change)).ExitCode);
    }

    [Fact]
    public async Task Check_RedisWithReplicas_IsAskedWhetherItWritesWithoutThem()
    {
        await using var master = new RedisServer();
        await master.StartAsync();
        await master.CommandAsync("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        await using var replica = new RedisServer();
        await replica.StartAsync();
        await replica.CommandAsync("REPLICAOF", "127.0.0.1", master.Port.ToString(CultureInfo.InvariantCulture));
        await Eventually.TrueAsync(
            async () => (await master.CommandAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal), Token);
        var change = $$$"""{"Ledger":{"Store":"Redis","Redis":{"Configuration":"{{{master.EndPoint}}},{{{replica.EndPoint}}}"} } }""";

        var alone = await RunAsync(change);
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("min-replicas-to-write is 0 on a server", alone.Output, StringComparison.Ordinal);

        await master.CommandAsync("CONFIG", "SET", "min-replicas-to-write", "1");
        Assert.Equal(1, (await RunAsync(change)).ExitCode);

        await replica.CommandAsync("CONFIG", "SET", "min-replicas-to-write", "1");
        Assert.Equal(0, (await RunAsync(change)).ExitCode);

        await replica.CommandAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        Assert.Contains("maxmemory-policy is allkeys-lru", (await RunAsync(change)).Output, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(string change, params string[] args)
    {
        Token.ThrowIfCancellationRequested();
        return CommandRun.InvokeAsync(
            ["check", .. args, "--config", _directory.Write("gateway.json", _good), "--config", _directory.Write("change.json", change)]);
    }
}
