using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Records;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Ledger;
using Xunit;

namespace EdgeGateway.FunctionalTests.Diagnostics;

/// <summary>The records of a ledger in a gateway's memory, read and changed over HTTP like those of every other store.</summary>
public sealed class LedgerPageTests : LedgerRecordsConformance
{
    private const string ReadToken = "0123456789abcdef-reads-only";
    private const string ChangeToken = "0123456789abcdef-may-change";
    private const string AuditText = "A tool changes the ledger: ";

    private TestGateway _gateway = null!;

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected override TimeSpan Tolerance => TimeSpan.FromSeconds(30);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "another-token-of-24-chars", HttpStatusCode.Unauthorized)]
    [InlineData("GET", ReadToken, HttpStatusCode.OK)]
    [InlineData("GET", ChangeToken, HttpStatusCode.OK)]
    [InlineData("POST", null, HttpStatusCode.Unauthorized)]
    [InlineData("POST", ReadToken, HttpStatusCode.Forbidden)]
    [InlineData("POST", ChangeToken, HttpStatusCode.Conflict)]
    [InlineData("DELETE", ChangeToken, HttpStatusCode.MethodNotAllowed)]
    public async Task Page_EachToken_PermitsItsRoleOnly(string method, string? token, HttpStatusCode expected)
    {
        using var response = await SendAsync(_gateway.Management, method, token, """{"action":"Forget","key":"cactus/1"}""");

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"action":"Forget"}""")]
    [InlineData("""{"action":"Burn","key":"cactus/1"}""")]
    [InlineData("""{"action":"Release","key":"cactus/1","owner":"me","retentionSeconds":60}""")]
    [InlineData("""{"action":"Release","key":"cactus/1","owner":"0","retentionSeconds":1e300}""")]
    public async Task Change_NotUnderstood_IsRefused(string body)
    {
        using var response = await SendAsync(_gateway.Management, "POST", ChangeToken, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Page_OnTheEdgeOrWithAnotherLedger_DoesNotExist()
    {
        await using var withFile = await TestGateway.StartAsync(null, settings: AddTokens);
        await using var withoutTokens = await TestGateway.StartAsync(null, ledger: new MemoryCallbackLedger(TimeProvider.System));

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(_gateway.Edge, "GET", ReadToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(withFile.Management, "GET", ReadToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(withoutTokens.Management, "GET", ReadToken)).StatusCode);
    }

    [Fact]
    public async Task Client_TokenThatOnlyReads_SaysWhatIsMissing()
    {
        await using var records = new MemoryLedgerClient(_gateway.Management, ReadToken);

        var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await records.AuditAsync("line", Token));

        Assert.Contains("its role is Read", exception.Message, StringComparison.Ordinal);
    }

    protected override async ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync()
    {
        var ledger = new MemoryCallbackLedger(TimeProvider.System);
        _gateway = await TestGateway.StartAsync(null, ledger: ledger, settings: AddTokens);
        return (ledger, new MemoryLedgerClient(_gateway.Management, ChangeToken));
    }

    protected override Task<IEnumerable<string>> AuditTrailAsync() => Task.FromResult(
        _gateway.Logs.All.Where(static line => line.Event == "LedgerAudit").Select(static line => line.Text.Replace(AuditText, "", StringComparison.Ordinal).Trim()));

    private static void AddTokens(JsonObject settings) => settings["Management"] = new JsonObject
    {
        ["Tokens"] = new JsonObject
        {
            ["reader"] = new JsonObject { ["Value"] = ReadToken },
            ["operator"] = new JsonObject { ["Value"] = ChangeToken, ["Role"] = "Change" },
        },
    };

    private async Task<HttpResponseMessage> SendAsync(Uri endpoint, string method, string? token, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(endpoint, "/ledger"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (method == "POST")
        {
            request.Content = new StringContent(body!, Encoding.UTF8, "application/json");
        }

        return await _gateway.Client.SendAsync(request, Token);
    }
}
