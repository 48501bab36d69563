using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Prometheus;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed partial class ExemplarTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sampled_trace_is_an_exemplar_that_Prometheus_keeps()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(
            merchant,
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Address}v1/traces"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("Inbound__TrustedProxies__0", "127.0.0.0/8"));
        await SendAsync(gateway, trace);

        Match exemplar = Match.Empty;
        await Eventually.TrueAsync(
            async () => (exemplar = Exemplar().Match(await PageAsync(gateway, "application/openmetrics-text; version=1.0.0"))).Success, Token);
        Assert.Equal(trace, exemplar.Groups["trace"].Value);
        Assert.DoesNotContain("trace_id", await PageAsync(gateway, "text/plain"), StringComparison.Ordinal);

        // Prometheus rejects a page as a whole, so the first scrape of the histogram must have an exemplar already.
        await using var prometheus = await PrometheusServer.StartAsync(gateway.Management, Token);
        var kept = "";
        await Eventually.TrueAsync(
            async () =>
            {
                await SendAsync(gateway, trace);
                var answer = await prometheus.GetAsync("/api/v1/query_exemplars?query=edgegateway_callback_duration_seconds_bucket&start=0&end=9999999999", Token);
                kept = answer.GetRawText();
                return kept.Contains(trace, StringComparison.Ordinal);
            },
            Token);
        Assert.Contains("\"outcome\":\"delivered\"", kept, StringComparison.Ordinal);
    }

    private static async Task SendAsync(ProcessGateway gateway, string trace)
    {
        var provider = ReferenceProviders.Cactus;
        using var message = TestGateway.Message(provider.Path, provider.Callback().Body);
        message.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await gateway.Client.SendAsync(message, Token);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<string> PageAsync(ProcessGateway gateway, string accept)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Management, "/metrics"));
        message.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await gateway.Client.SendAsync(message, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    [GeneratedRegex("""^edgegateway_callback_duration_seconds_bucket\{profile="Cactus",outcome="delivered",le="[^"]+"\} 1 # \{trace_id="(?<trace>[0-9a-f]{32})",span_id="[0-9a-f]{16}"\} [0-9.E-]+ [0-9]+\.[0-9]{3}$""", RegexOptions.Multiline)]
    private static partial Regex Exemplar();
}
