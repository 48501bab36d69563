using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Otlp;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed class TraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>From a trusted proxy; trace headers of other senders are not passed on.</summary>
    [Fact]
    public async Task A_callback_is_one_trace_from_the_proxy_in_front_to_the_merchant()
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "EdgeGateway" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, inbound: """{"TrustedProxies":["127.0.0.0/8"]}""");
        var provider = ReferenceProviders.Cactus;
        using var message = TestGateway.Message(provider.Path, provider.Callback().Body);
        message.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await gateway.Client.SendAsync(message, Token);
        await Eventually.TrueAsync(() => Task.FromResult(spans.Any(static span => span.GetTagItem("edgegateway.outcome") is not null)), Token);

        Assert.Contains(trace.ToString(), merchant.Deliveries[0]["traceparent"], StringComparison.Ordinal);
        Assert.Equal(
            ["verify", "claim", "forward", "settle"],
            spans.Where(static span => span.Source.Name == "EdgeGateway").OrderBy(static span => span.StartTimeUtc).Select(static span => span.OperationName));
        var server = spans.Single(static span => span.GetTagItem("edgegateway.outcome") is not null);
        Assert.Equal("delivered", server.GetTagItem("edgegateway.outcome"));
        Assert.Equal("Cactus", server.GetTagItem("edgegateway.profile"));
        Assert.Equal(1, server.GetTagItem("edgegateway.attempt"));
        Assert.All(spans.Where(static span => span.Source.Name == "EdgeGateway"), span => Assert.Equal(server.SpanId, span.ParentSpanId));
        Assert.DoesNotContain(spans.SelectMany(static span => span.TagObjects), static tag => tag.Value?.ToString()?.Contains("905910", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("/callbacks/cactus")]
    [InlineData("/plain/a")]
    public async Task The_trace_of_an_untrusted_sender_is_linked_and_not_continued(string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        var parents = new ConcurrentQueue<ActivityTraceId>();
        var linked = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                parents.Enqueue(options.Parent.TraceId);
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStopped = span =>
            {
                if (span.Links.Any(link => link.Context.TraceId == trace))
                {
                    linked.TrySetResult(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, inbound: """{"TrustedProxies":["10.0.0.0/8"]}""");
        using var message = TestGateway.Message(path, ReferenceProviders.Cactus.Callback().Body);
        message.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        message.Headers.TryAddWithoutValidation("tracestate", "vendor=value");
        message.Headers.TryAddWithoutValidation("baggage", "user=somebody");

        using var response = await gateway.Client.SendAsync(message, Token);
        var span = await linked.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.NotEqual(trace, span.TraceId);
        Assert.Equal(default, span.ParentSpanId);
        Assert.DoesNotContain(trace, parents);
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Contains(span.TraceId.ToString(), delivery["traceparent"], StringComparison.Ordinal);
        Assert.Null(delivery["tracestate"]);
        Assert.Null(delivery["baggage"]);
    }

    [Fact]
    public async Task A_collector_gets_metrics_traces_and_logs_where_the_standard_variables_name_one()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var collector = await OtlpCollector.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, collector.Environment);

        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);

        foreach (var path in (string[])["/v1/metrics", "/v1/traces", "/v1/logs"])
        {
            await Eventually.TrueAsync(() => Task.FromResult(collector.Paths.Contains(path)), Token);
        }
    }
}
