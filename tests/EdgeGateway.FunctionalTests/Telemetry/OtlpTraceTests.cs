using System.Net;
using System.Text.RegularExpressions;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Otlp;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Tests of the spans that a collector receives.</summary>
public sealed partial class OtlpTraceTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_has_one_server_span_that_follows_the_conventions()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, collector.Environment);

        using var message = TestGateway.Message($"{_cactus.Path}?token=not-exported", _cactus.Callback().Body);
        using var response = await gateway.Client.SendAsync(message, Token);
        var span = await collector.WaitForSpanAsync(static span => span.Kind == OtlpSpan.Server, Token);

        Assert.Equal(("Microsoft.AspNetCore", "POST /callbacks/cactus", "", 0), (span.Source, span.Name, span.ParentId, span.Status));
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["client.address"] = "127.0.0.1",
                ["edgegateway.attempt"] = "1",
                ["edgegateway.cluster"] = "shop",
                ["edgegateway.destination"] = "shop-1",
                ["edgegateway.outcome"] = "delivered",
                ["edgegateway.profile"] = "Cactus",
                ["edgegateway.route"] = "Cactus",
                ["http.request.method"] = "POST",
                ["http.response.status_code"] = "200",
                ["http.route"] = "/callbacks/cactus",
                ["network.protocol.version"] = "1.1",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = $"{gateway.Edge.Port}",
                ["url.path"] = "/callbacks/cactus",
                ["url.scheme"] = "http",
            },
            new SortedDictionary<string, string>(span.Attributes.ToDictionary()));
        Assert.Matches(Version(), span.Resource["service.version"]);
        Assert.Equal("edgegateway", span.Resource["service.name"]);
        Assert.NotEmpty(span.Resource["service.instance.id"]);

        var children = collector.Spans.Where(other => other.TraceId == span.TraceId && other.SpanId != span.SpanId).ToArray();
        Assert.DoesNotContain(children, static child => child.Kind == OtlpSpan.Server);
        Assert.Equal(["claim", "forward", "settle", "verify"], children.Where(child => child.ParentId == span.SpanId).Select(static child => child.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(collector.Spans.SelectMany(static span => span.Attributes.Values), static value => value.Contains("not-exported", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_ends_with_a_server_error_marks_its_spans()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await StartWithoutLedgerAsync(merchant, collector);

        using var failed = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var refused = await gateway.SendAsync(_cactus, _cactus.Forged(_cactus.Callback()), Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized), (failed.StatusCode, refused.StatusCode));

        var span = await collector.WaitForSpanAsync(static span => span.Kind == OtlpSpan.Server && span.Attributes["http.response.status_code"] == "503", Token);
        Assert.Equal((OtlpSpan.Error, "503", "ledger_unavailable"), (span.Status, span.Attributes["error.type"], span.Attributes["edgegateway.outcome"]));
        var claim = await collector.WaitForSpanAsync(static span => span.Name == "claim", Token);
        Assert.Equal((OtlpSpan.Error, "ledger_unavailable"), (claim.Status, claim.Attributes["error.type"]));

        // What a sender did wrong is no error of the server.
        span = await collector.WaitForSpanAsync(static span => span.Kind == OtlpSpan.Server && span.Attributes["http.response.status_code"] == "401", Token);
        Assert.Equal((0, "signature_rejected", "signature_mismatch"), (span.Status, span.Attributes["edgegateway.outcome"], span.Attributes["edgegateway.reason"]));
        Assert.DoesNotContain("error.type", span.Attributes.Keys);
        Assert.DoesNotContain("edgegateway.attempt", span.Attributes.Keys);
    }

    [Fact]
    public async Task A_callback_that_cannot_be_forwarded_marks_its_spans()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, collector.Environment);
        await merchant.StopAsync();

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        var span = await collector.WaitForSpanAsync(static span => span.Kind == OtlpSpan.Server, Token);
        Assert.Equal((OtlpSpan.Error, "502", "merchant_unreachable"), (span.Status, span.Attributes["error.type"], span.Attributes["edgegateway.outcome"]));
        var forward = await collector.WaitForSpanAsync(static span => span.Name == "forward", Token);
        Assert.Equal((OtlpSpan.Error, "Request"), (forward.Status, forward.Attributes["error.type"]));
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
