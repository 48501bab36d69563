using System.Text.RegularExpressions;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Otlp;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Tests of the log entries that a collector receives.</summary>
public sealed partial class OtlpLogTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_entry_has_its_rendered_message_event_and_trace()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, collector.Environment);

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        var log = await collector.WaitForLogAsync(static log => log.Event == "CallbackEnded", Token);
        Assert.Equal("EdgeGateway.Proxy.Telemetry.CallbackLog", log.Category);
        Assert.Matches(@"^Callback of Cactus: Delivered \(key Cactus/21/905910/3, attempt 1, merchant's status 200, .* ms: .*; from 127\.0\.0\.1, request \w+:\d+\)$", log.Body);
        Assert.Equal(("Cactus", "Delivered", "127.0.0.1"), (log.Attributes["Profile"], log.Attributes["Outcome"], log.Attributes["Sender"]));
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), log.Attributes["CallbackRequestId"]);

        // The host's scope.
        Assert.Equal(_cactus.Path, log.Attributes["RequestPath"]);
        Assert.DoesNotContain("TraceId", log.Attributes.Keys);
        var span = await collector.WaitForSpanAsync(static span => span.Kind == OtlpSpan.Server, Token);
        Assert.Equal((span.TraceId, span.SpanId), (log.TraceId, log.SpanId));
        Assert.Equal(span.Resource["service.instance.id"], log.Resource["service.instance.id"]);
        Assert.Matches(Version(), log.Resource["service.version"]);
    }

    [Fact]
    public async Task An_outage_has_one_stack_trace_in_the_log()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await StartWithoutLedgerAsync(merchant, collector);

        for (var send = 0; send < 3; send++)
        {
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        }

        var last = await collector.WaitForLogAsync(static log => log.Event == "CallbackEnded" && log.Attributes.GetValueOrDefault("edgegateway.exception.repeats") == "2", Token);
        Assert.Equal("EdgeGateway.Callbacks.Ledger.LedgerUnavailableException", last.Attributes["exception.type"]);
        Assert.NotEmpty(last.Attributes["exception.message"]);
        var logs = collector.Logs.Where(static log => log.Event == "CallbackEnded").ToArray();
        Assert.Equal(3, logs.Length);
        Assert.Single(logs, static log => log.Attributes.ContainsKey("exception.stacktrace"));
    }

    private static Task<ProcessGateway> StartWithoutLedgerAsync(TestMerchant merchant, OtlpCollector collector) => new GatewayBuilder()
        .ForwardTo(merchant.Address)
        .WithFirstProviders()
        .UseRedis($"127.0.0.1:{LoopbackPort.Find()}")
        .WithEnvironment(collector.Environment)
        .StartProcessAsync();

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
