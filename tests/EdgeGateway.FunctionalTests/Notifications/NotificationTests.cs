using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.FunctionalTests.Tls;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Notifications;

/// <summary>A running gateway that tells a webhook what is wrong.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly string _secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("a secret of the tests' webhooks."));

    private readonly TestTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private TestMerchant _merchant = null!;
    private TestMerchant _webhook = null!;
    private int _sent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await TestMerchant.StartNewAsync();
        _webhook = await TestMerchant.StartNewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _merchant.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    [Fact]
    public async Task A_merchant_that_acknowledges_nothing_while_callbacks_come_is_told_and_not_again_within_five_minutes()
    {
        await using var gateway = await StartAsync(ledger: Failing(out var ledger));
        _merchant.AnswerWith(500);
        await SendAsync(gateway, 1);
        _time.Advance(TimeSpan.FromMinutes(4));
        await SendAsync(gateway, 2);
        _time.Advance(TimeSpan.FromMinutes(1));

        var message = await MessageAsync("merchant_silent");

        Assert.Equal(["Cactus"], message["data"]!["subjects"]!.AsArray().Select(static subject => (string)subject!), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("docs/operations.md#the-merchant-refuses", (string)message["data"]!["runbook"]!);
        Assert.Equal(Environment.MachineName, (string)message["data"]!["gateway"]!);

        // It recovers, and is silent again: news, but within five minutes of the first message.
        _merchant.AnswerWith(200, """{"result":"ok"}""", "application/json");
        await SendAsync(gateway, 3);
        await LookedAsync(ledger);
        _merchant.AnswerWith(500);
        await SendAsync(gateway, 4);
        _time.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(gateway, 5);
        await gateway.WaitForMetricAsync("edgegateway_notifications_total{cause=\"merchant_silent\",result=\"sent\"} 2", Token);
        Assert.Equal(2, _webhook.Deliveries.Count);
    }

    [Fact]
    public async Task A_message_is_signed_by_Standard_Webhooks()
    {
        await using var gateway = await StartAsync(ledger: Failing(out var ledger));
        ledger.BeforeSettle = ScriptedLedger.Down;
        await SendAsync(gateway, 1);

        var message = await MessageAsync("settlement_lost");

        var delivery = Assert.Single(_webhook.Deliveries);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{delivery["webhook-id"]}.{delivery["webhook-timestamp"]}."), .. delivery.Body];
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(_secret), signed))}", delivery["webhook-signature"]);
        Assert.Equal("application/json", delivery["Content-Type"]);
        Assert.Equal("/hook", delivery.Path);
        Assert.Contains("Cactus: 1", (string)message["data"]!["text"]!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Readiness_that_is_red_for_a_minute_is_told_with_its_checks()
    {
        await using var gateway = await StartAsync(ledger: Failing(out var ledger));
        ledger.BeforeClaim = ScriptedLedger.Down;
        await gateway.WaitForMetricAsync("edgegateway_ready 0", Token);

        // Found at some tick from now on, and told a minute after that.
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(_webhook.Deliveries.Count > 0);
            },
            Token);

        var message = await MessageAsync("not_ready");
        Assert.Equal(["ledger"], message["data"]!["subjects"]!.AsArray().Select(static subject => (string)subject!));
        Assert.Contains("ledger: unavailable", (string)message["data"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_about_to_end_is_told()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("edge", _time.GetUtcNow().AddDays(13));
        authority.Write(certificate);
        await using var gateway = await StartAsync(settings: settings => settings["Kestrel"]!["Endpoints"]!["Edge"] = new JsonObject
        {
            ["Url"] = "https://127.0.0.1:0",
            ["Certificate"] = new JsonObject { ["Path"] = authority.PathOf("edge.pem"), ["KeyPath"] = authority.PathOf("edge.key") },
        });

        var message = await MessageAsync("certificate_expires");

        Assert.Equal(["Edge"], message["data"]!["subjects"]!.AsArray().Select(static subject => (string)subject!));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    public async Task A_webhook_that_refuses_is_asked_three_times_and_callbacks_do_not_notice(int status)
    {
        _webhook.AnswerWith(status);
        await using var gateway = await StartAsync(ledger: Failing(out var ledger));
        ledger.BeforeSettle = ScriptedLedger.Down;
        await SendAsync(gateway, 1);

        await gateway.WaitForMetricAsync("edgegateway_notifications_total{cause=\"settlement_lost\",result=\"failed\"} 1", Token);

        Assert.Equal(3, _webhook.Deliveries.Count);
        Assert.Single(_webhook.Deliveries.Select(static delivery => delivery["webhook-id"]).Distinct());
        var line = Assert.Single(gateway.Logs.All, static line => line.Event == "NotificationFailed");
        Assert.Contains($"it answered {status}", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Logs.All, static line => line.Text.Contains("/hook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_that_hangs_keeps_no_callback_and_no_other_message()
    {
        using var ended = new CancellationTokenSource();
        _webhook.Answer = context => Task.Delay(Timeout.Infinite, ended.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        await using var gateway = await StartAsync(ledger: Failing(out var ledger));
        ledger.BeforeSettle = ScriptedLedger.Down;
        await SendAsync(gateway, 1);
        await MessageAsync("settlement_lost");

        ledger.BeforeSettle = static _ => Task.CompletedTask;
        await SendAsync(gateway, 2);
        _merchant.AnswerWith(500);
        await SendAsync(gateway, 3);
        _time.Advance(TimeSpan.FromMinutes(5));
        await MessageAsync("merchant_silent");
        await ended.CancelAsync();
    }

    private static ScriptedLedger Failing(out ScriptedLedger ledger) => ledger = new ScriptedLedger();

    /// <summary>Returns when the gateway has looked for what is wrong from now on: each time it asks the ledger first.</summary>
    private static Task LookedAsync(ScriptedLedger ledger)
    {
        var count = 0;
        ledger.BeforeClaim = _ =>
        {
            count++;
            return Task.CompletedTask;
        };
        return Eventually.TrueAsync(() => Task.FromResult(count > 2), Token);
    }

    private Task<TestGateway> StartAsync(ICallbackLedger? ledger = null, Action<JsonObject>? settings = null) =>
        TestGateway.StartAsync(_merchant, ledger: ledger, time: _time, settings: root =>
        {
            root["Notifications"] = new JsonObject { ["Webhook"] = new JsonObject { ["Url"] = new Uri(_webhook.Address, "/hook").AbsoluteUri, ["Secret"] = _secret } };
            settings?.Invoke(root);
        });

    private async Task SendAsync(TestGateway gateway, int invoice)
    {
        var before = _merchant.Deliveries.Count;
        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(body => body["invoice_id"] = invoice), Token);
        Assert.Equal(before + 1, _merchant.Deliveries.Count);
        Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        await gateway.WaitForAttemptsAsync(++_sent, Token);
    }

    private async Task<JsonNode> MessageAsync(string cause)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                found = _webhook.Deliveries.Select(static delivery => JsonNode.Parse(delivery.Body)!).FirstOrDefault(message => (string)message["type"]! == $"edgegateway.{cause}");
                return Task.FromResult(found is not null);
            },
            Token);
        return found!;
    }
}
