using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

/// <summary>The tools on a ledger that a gateway has open meanwhile.</summary>
public sealed class LedgerCommandTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncDisposable
{
    private const string Invoice = "cactus/21/905910/3";

    private const string AuditText = "A tool changes the ledger: ";
    private const string Management = """{ "Tokens": { "ops": { "Value": "0123456789abcdef01234567", "Role": "Change" } } }""";

    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly TimeSpan _protection = TimeSpan.FromDays(30);

    private readonly ConfigurationDirectory _directory = new();
    private readonly string _prefix = $"edge-{Guid.NewGuid():n}";
    private ICallbackLedger? _ledger;
    private TestGateway? _gateway;

    public static TheoryData<string> Stores => ["Sqlite", "Redis", "Memory"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerPath => Path.Combine(_directory.Path, "ledger.db");

    public async ValueTask DisposeAsync()
    {
        await ((_ledger as IAsyncDisposable)?.DisposeAsync() ?? default);
        await (_gateway?.DisposeAsync() ?? default);
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Show_SettledRecord_TellsTheAcknowledgement(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);

        var run = await RunAsync(store, "show", Invoice);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["cactus/21/905910/3", "21", "905910", "3", "settled", "200 application/json", """{"result":"ok"}"""],
            run.OutputLines.Where(static line => !line.StartsWith("since", StringComparison.Ordinal) && !line.StartsWith("kept", StringComparison.Ordinal)
                && !line.StartsWith("first", StringComparison.Ordinal) && !line.StartsWith("attempts", StringComparison.Ordinal)).Select(static line => line[19..]));
        Assert.Contains(run.OutputLines, static line => line.StartsWith("  invoice_id", StringComparison.Ordinal) && line.EndsWith(" 905910", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Find_FieldThatNamesTheEvent_FindsItInEveryState(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);
        await ClaimAsync(ledger, "cactus/21/905911/3");
        await ClaimAsync(ledger, "cactus/905910/7/3");

        var run = await RunAsync(store, "find", "invoice_id=905910", "--output", "json");

        Assert.Equal(0, run.ExitCode);
        var record = Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!;
        Assert.Equal((Invoice, "settled", 200), ((string)record["key"]!, (string)record["state"]!, (int)record["status"]!));
        Assert.Equal(1, (await RunAsync(store, "find", "invoice_id=1")).ExitCode);
        Assert.Contains("known: ", (await RunAsync(store, "find", "colour=red")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Show_ValueWithControlCharacters_DoesNotControlTheTerminal(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, "cactus/21/%1B%5B2J%0A/3");

        var run = await RunAsync(store, "show", "cactus/21/%1B%5B2J%0A/3");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\\u001b[2J\\u000a", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task List_StateAndTime_GivesTheseOnly(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);
        await ClaimAsync(ledger, "cactus/21/905911/3");

        Assert.Single((await RunAsync(store, "list", "--state", "claimed", "--since", "1h")).OutputLines, static line => line.EndsWith("cactus/21/905911/3", StringComparison.Ordinal));
        Assert.Equal(2, (await RunAsync(store, "list")).OutputLines.Count());
        var cut = await RunAsync(store, "list", "--limit", "1");
        Assert.Single(cut.OutputLines);
        Assert.Contains("--limit", cut.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(store, "list", "--since", "soon")).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task List_Overdue_GivesClaimsWhoseLeaseHasEnded(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);
        await ClaimAsync(ledger, "cactus/21/905911/3");
        await ledger.ClaimAsync(Request("cactus/21/905912/3") with { Lease = TimeSpan.FromMilliseconds(20) }, Token);

        await Eventually.TrueAsync(async () => (await RunAsync(store, "list", "--overdue", "--since", "7d")).OutputLines.Any(), Token);

        var line = Assert.Single((await RunAsync(store, "list", "--overdue", "--since", "7d")).OutputLines);
        Assert.EndsWith("cactus/21/905912/3", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Release_ClaimedKey_FreesItAndLeavesALine(string store)
    {
        var ledger = await OpenAsync(store);
        await ClaimAsync(ledger, Invoice);

        var asked = await RunAsync(store, "release", Invoice);
        Assert.Equal((1, ""), (asked.ExitCode, asked.Output));
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);

        var done = await RunAsync(store, "release", Invoice, "--yes");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(ClaimResult.Claimed(2), await ledger.ClaimAsync(Request(Invoice), Token));
        var line = JsonNode.Parse(Assert.Single(await AuditTrailAsync(store)))!;
        Assert.Equal(("release", Invoice, "claimed"), ((string)line["action"]!, (string)line["key"]!, (string)line["state"]!));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Forget_SettledKey_MakesItNewButNotWhileItIsDelivered(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);
        await ClaimAsync(ledger, "cactus/21/905911/3");

        Assert.Equal(0, (await RunAsync(store, "forget", Invoice, "--yes")).ExitCode);
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(Request(Invoice), Token));

        var delivering = await RunAsync(store, "forget", "cactus/21/905911/3", "--yes");
        Assert.Equal(1, delivering.ExitCode);
        Assert.Contains("is being delivered", delivering.Error, StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.InFlight, (await ledger.ClaimAsync(Request("cactus/21/905911/3"), Token)).Status);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Export_EachFormat_HasARowForEachRecord(string store)
    {
        var ledger = await OpenAsync(store);
        await SettleAsync(ledger, Invoice);
        await SettleAsync(ledger, "cactus/21/a%2C%22b%22/3");

        var csv = (await RunAsync(store, "export", "--since", "24h", "--format", "csv")).OutputLines.ToList();
        Assert.Equal("key,profile,identity,state,attempts,first_seen,since,lease_end,expires,status", csv[0]);
        Assert.Equal(3, csv.Count);
        Assert.Contains(csv, static line => line.StartsWith("cactus/21/905910/3,cactus,site_id=21 invoice_id=905910 status=3,settled,", StringComparison.Ordinal) && line.EndsWith(",200", StringComparison.Ordinal));

        var lines = (await RunAsync(store, "export", "--format", "jsonl")).OutputLines.Select(static line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["905910", "a,\"b\""], lines.Select(static line => (string)line["identity"]!["invoice_id"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EachCommand_LedgerIsNotThere_SaysSo()
    {
        var run = await RunAsync("Sqlite", "list");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no ledger at ", run.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "The ledger is in the memory of the gateway at http://127.0.0.1:9, which does not answer: ",
            (await RunAsync("Memory", "list", "--url", "http://127.0.0.1:9/")).Error,
            StringComparison.Ordinal);
    }

    private static ClaimRequest Request(string key) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), _retention, _protection), Fingerprint.Of("content"u8), _lease);

    private static async Task<Claim> ClaimAsync(ICallbackLedger ledger, string key)
    {
        var request = Request(key);
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(request, Token));
        return request.Claim;
    }

    private static async Task SettleAsync(ICallbackLedger ledger, string key) => Assert.True(await ledger.SettleAsync(
        await ClaimAsync(ledger, key), new RecordedAcknowledgement(200, "application/json", """{"result":"ok"}"""u8.ToArray()), Token));

    private async Task<ICallbackLedger> OpenAsync(string store)
    {
        ICallbackLedger ledger = store switch
        {
            "Sqlite" => new SqliteCallbackLedger(new() { Path = LedgerPath }, TimeProvider.System),
            "Redis" => new RedisCallbackLedger(new() { Configuration = redis.EndPoint, KeyPrefix = _prefix }),
            _ => new MemoryCallbackLedger(TimeProvider.System),
        };
        _ledger = ledger;
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token), Token);
        if (store == "Memory")
        {
            _gateway = await TestGateway.StartAsync(null, ledger: ledger, settings: static settings => settings["Management"] = JsonNode.Parse(Management));
        }

        return ledger;
    }

    private Task<CommandRun> RunAsync(string store, params string[] args)
    {
        var file = _directory.Write("gateway.json", $$"""
            {
              "ReverseProxy": { "Routes": { "cactus": { "ClusterId": "shop", "Match": { "Path": "/cactus" }, "Metadata": { "CallbackProfile": "cactus" } } },
                                "Clusters": { "shop": { "Destinations": { "1": { "Address": "http://127.0.0.1:9/" } } } } },
              "CallbackProfiles": { "cactus": { "Scheme": "Cactus", "Secrets": { "k1": "a-secret-of-tests" } } },
              "Management": {{Management}},
              "Ledger": { "Store": "{{store}}", "Sqlite": { "Path": "ledger.db" }, "Redis": { "Configuration": "{{redis.EndPoint}}", "KeyPrefix": "{{_prefix}}" } }
            }
            """);
        return CommandRun.InvokeAsync(["ledger", .. args, "--config", file, .. _gateway is null ? Array.Empty<string>() : ["--url", $"{_gateway.Management}"]]);
    }

    private async Task<IReadOnlyList<string>> AuditTrailAsync(string store) => store switch
    {
        "Sqlite" => await File.ReadAllLinesAsync(LedgerPath + ".audit", Token),
        "Redis" => (await redis.CommandAsync("LRANGE", $"{_prefix}:audit", "0", "-1")).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        _ => [.. _gateway!.Logs.All.Where(static line => line.Event == "LedgerAudit").Select(static line => line.Text.Replace(AuditText, "", StringComparison.Ordinal))],
    };
}
