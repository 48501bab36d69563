using System.Net;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed class MetricsPageTests
{
    /// <summary>The counters of callbacks of a profile of Cactus with <c>MaxConcurrentCallbacks</c>, as docs/metrics.md says.</summary>
    private const int SeriesOfAProfile = 48;

    /// <summary>The series of a histogram of callback durations for one outcome, as docs/metrics.md says.</summary>
    private const int SeriesOfADuration = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_attempt_is_counted_by_profile_outcome_and_reason()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var provider = ReferenceProviders.Cactus;
        for (var i = 0; i < 3; i++)
        {
            using var response = await gateway.SendAsync(provider, provider.Callback(), Token);
        }

        using var forged = await gateway.SendAsync(provider, provider.Forged(provider.Callback()), Token);

        await HasAsync(
            gateway,
            """edgegateway_callbacks_total{profile="Cactus",outcome="delivered",reason=""} 1""",
            """edgegateway_callbacks_total{profile="Cactus",outcome="already_settled",reason=""} 2""",
            """edgegateway_callbacks_total{profile="Cactus",outcome="signature_rejected",reason="signature_mismatch"} 1""",
            """edgegateway_callback_duration_seconds_bucket{profile="Cactus",outcome="delivered",le="+Inf"} 1""",
            """edgegateway_callback_duration_seconds_count{profile="Cactus",outcome="already_settled"} 2""",
            """edgegateway_verification_matches_total{profile="Cactus",key_id="k1",rendering="documented"} 3""",
            """edgegateway_ledger_operation_duration_seconds_count{operation="claim"} 3""",
            """edgegateway_ledger_operation_duration_seconds_count{operation="settle"} 1""",
            """edgegateway_verification_last_match_timestamp_seconds{profile="Cactus",key_id="old"} 0""",
            """edgegateway_claims_active{profile="Cactus"} 0""",
            """edgegateway_settlements_lost_total{profile="Cactus"} 0""",
            """edgegateway_destinations_available{cluster="shop"} 1""");
    }

    /// <summary>Prometheus sees no increase of a series that appears with its first value: the first burst of a failure would be invisible.</summary>
    [Fact]
    public async Task Every_outcome_and_reason_of_a_profile_starts_at_0()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"MaxConcurrentCallbacks":1}""");

        var page = await PageAsync(gateway);

        Assert.All(
            (string[])
            [
                """edgegateway_callbacks_total{profile="Cactus",outcome="overloaded",reason="concurrency"} 0""",
                """edgegateway_callbacks_total{profile="Cactus",outcome="signature_rejected",reason="signature_mismatch"} 0""",
                """edgegateway_callbacks_total{profile="CryptoCloud",outcome="signature_rejected",reason="token_expired"} 0""",
                """edgegateway_callbacks_total{profile="Cactus",outcome="indeterminate",reason="timeout"} 0""",
                """edgegateway_callbacks_total{profile="Cactus",outcome="merchant_refused",reason=""} 0""",
                """edgegateway_ledger_failures_total{error_type="timeout",operation="claim"} 0""",
                """edgegateway_ledger_failures_total{error_type="unavailable",operation="settle"} 0""",
            ],
            line => Assert.Contains(line + "\n", page, StringComparison.Ordinal));
        Assert.DoesNotContain("""profile="Cactus",outcome="signature_rejected",reason="token_expired""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("outcome=\"signature_rejected\",reason=\"\"", page, StringComparison.Ordinal);
        Assert.Equal(SeriesOfAProfile, page.Split('\n').Count(static line => line.StartsWith("edgegateway_callbacks_total{profile=\"Cactus\"", StringComparison.Ordinal)));
        Assert.Contains($"{SeriesOfAProfile} series", RepositoryFiles.Read("docs/metrics.md"), StringComparison.Ordinal);
    }

    /// <summary>The boundaries are at the timeouts, and a little above them: a callback that times out after 30 s does not appear to take a minute.</summary>
    [Fact]
    public async Task Durations_have_buckets_at_the_configured_timeouts()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: static root => root["Ledger"]!["Timeout"] = "00:00:01");
        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);

        await HasAsync(
            gateway,
            """edgegateway_callback_duration_seconds_bucket{profile="Cactus",outcome="delivered",le="10.5"} 1""",
            """edgegateway_callback_duration_seconds_bucket{profile="Cactus",outcome="delivered",le="30.0"} 1""",
            """edgegateway_callback_duration_seconds_bucket{profile="Cactus",outcome="delivered",le="30.5"} 1""",
            """edgegateway_merchant_duration_seconds_bucket{profile="Cactus",le="30.5"} 1""",
            """edgegateway_merchant_duration_seconds_count{profile="Cactus"} 1""",
            """edgegateway_ledger_operation_duration_seconds_bucket{operation="claim",le="1.5"} 1""");
        var page = await PageAsync(gateway);

        Assert.Equal(SeriesOfADuration, page.Split('\n').Count(static line =>
            line.StartsWith("edgegateway_callback_duration_seconds_", StringComparison.Ordinal) && line.Contains("""profile="Cactus",outcome="delivered""", StringComparison.Ordinal)));
        Assert.Contains($"{SeriesOfADuration} for each outcome", RepositoryFiles.Read("docs/metrics.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_delivery_has_a_time()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        var time = new TestTimeProvider();
        await using var gateway = await TestGateway.StartAsync(merchant, time: time);
        Assert.Contains("""edgegateway_callback_last_delivered_timestamp_seconds{profile="Cactus"} 0""" + "\n", await PageAsync(gateway), StringComparison.Ordinal);

        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);
        await gateway.WaitForAttemptsAsync(1, Token);
        time.Advance(TimeSpan.FromHours(1));

        await HasAsync(gateway, $"edgegateway_callback_last_delivered_timestamp_seconds{{profile=\"Cactus\"}} {TestTimeProvider.Start.ToUnixTimeSeconds()}");
    }

    [Theory]
    [InlineData("Minor", 8000, 10000)]
    [InlineData("Major", 800000, 1000000)]
    public async Task Money_is_counted_where_the_profile_names_its_fields(string unit, long cactus, long carouseller)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant, $$"""{"AmountField":"amount","CurrencyField":"currency","AmountUnit":"{{unit}}"}""");
        foreach (var provider in ReferenceProviders.All.Take(2))
        {
            using var response = await gateway.SendAsync(provider, provider.Callback(), Token);
        }

        using var forged = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Forged(ReferenceProviders.Cactus.Callback()), Token);
        await HasAsync(
            gateway,
            $$"""edgegateway_callbacks_amount_total{profile="Carouseller",currency="USD",outcome="delivered"} {{carouseller}}""",
            $$"""edgegateway_callbacks_amount_total{profile="Cactus",currency="USD",outcome="delivered"} {{cactus}}""");
        Assert.DoesNotContain("signature_rejected\"} 999999", await PageAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_are_seen_while_they_are_open()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        merchant.Answer = async _ =>
        {
            asked.SetResult();
            await answer.Task;
        };

        var sending = gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);
        await asked.Task.WaitAsync(Token);
        await HasAsync(gateway, """edgegateway_claims_active{profile="Cactus"} 1""");
        var page = await PageAsync(gateway);
        Assert.DoesNotContain("""edgegateway_claims_oldest_age_seconds{profile="Cactus"} 0""" + "\n", page, StringComparison.Ordinal);

        answer.SetResult();
        using var response = await sending;
        await HasAsync(gateway, """edgegateway_claims_active{profile="Cactus"} 0""", """edgegateway_claims_oldest_age_seconds{profile="Cactus"} 0""");
    }

    [Fact]
    public async Task The_page_has_what_the_server_and_the_runtime_and_the_forwarder_measure()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);

        await HasAsync(
            gateway,
            "# TYPE dotnet_gc_collections_total counter",
            "# UNIT dotnet_process_memory_working_set_bytes bytes",
            "# TYPE kestrel_active_connections gauge",
            "# TYPE http_server_request_duration_seconds histogram",
            "# TYPE http_client_request_duration_seconds histogram",
            "# TYPE yarp_proxy_requests_total counter",
            "# HELP edgegateway_callbacks_total Completed callback attempts, by outcome and reason.");
        Assert.DoesNotContain("callback-configuration-guard", await PageAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_on_the_management_endpoint_only()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var response = await gateway.Client.GetAsync(new Uri(gateway.Edge, "/metrics"), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text; version=1.0.0,text/plain;q=0.5", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public async Task The_format_is_the_requested_one(string? accept, string expected)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Management, "/metrics"));
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await gateway.Client.SendAsync(request, Token);
        var page = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(expected, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(accept is not null, page.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Contains(accept is null ? "# TYPE edgegateway_callbacks_total counter\n" : "# TYPE edgegateway_callbacks counter\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_accepts_the_metrics_of_the_gateway()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);
        await gateway.WaitForAttemptsAsync(1, Token);

        var complaints = await Promtool.CheckMetricsAsync(await PageAsync(gateway), Token);

        // The names of other libraries' metrics violate conventions only.
        Assert.DoesNotContain(complaints, static line => line.Contains("edgegateway_", StringComparison.Ordinal) || line.Contains("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Concurrent_scrapes_are_complete()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        for (var round = 0; round < 10; round++)
        {
            var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PageAsync(gateway)));
            Assert.All(pages, static page =>
            {
                Assert.StartsWith("# TYPE ", page, StringComparison.Ordinal);
                Assert.EndsWith("\n", page, StringComparison.Ordinal);
                Assert.Single(page.Split('\n'), static line => line.StartsWith("# TYPE edgegateway_callbacks_total ", StringComparison.Ordinal));
            });
        }
    }

    private static Task<string> PageAsync(TestGateway gateway) => gateway.Client.GetStringAsync(new Uri(gateway.Management, "/metrics"), Token);

    /// <summary>An attempt is counted after its response was sent.</summary>
    private static async Task HasAsync(TestGateway gateway, params string[] lines)
    {
        var page = "";
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    page = await PageAsync(gateway);
                    return lines.All(line => page.Contains(line + "\n", StringComparison.Ordinal));
                },
                Token);
        }
        catch (TimeoutException)
        {
            Assert.All(lines, line => Assert.Contains(line + "\n", page, StringComparison.Ordinal));
        }
    }
}
