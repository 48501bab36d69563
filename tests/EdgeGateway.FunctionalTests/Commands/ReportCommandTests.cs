using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Prometheus;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class ReportCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A real Prometheus scrapes a real gateway; it extrapolates, so that counts are at least those that were sent.</summary>
    [Fact]
    public async Task Report_OfAGateway_CountsWhatHappened()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        await using var prometheus = await PrometheusServer.StartAsync(gateway.Management, Token);
        var cactus = ReferenceProviders.Cactus;

        // Prometheus does not see the first value of a histogram as an increase.
        await SendAsync(gateway, cactus.Callback(static body => body["invoice_id"] = 6), HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => await prometheus.CountAsync("edgegateway_merchant_duration_seconds_count and on () edgegateway_callbacks_amount_total", Token) > 0, Token);
        var first = cactus.Callback();
        merchant.AnswerWith(500);
        await SendAsync(gateway, first, HttpStatusCode.InternalServerError);
        merchant.AnswerWith(200, """{"result":"ok"}""", "application/json");
        await SendAsync(gateway, first, HttpStatusCode.OK);
        await SendAsync(gateway, first, HttpStatusCode.OK);
        await SendAsync(gateway, cactus.Callback(static body => body["invoice_id"] = 7), HttpStatusCode.OK);
        await SendAsync(gateway, cactus.Forged(first), HttpStatusCode.Unauthorized);
        await Eventually.TrueAsync(
            async () => await prometheus.CountAsync("edgegateway_callbacks_claimed_total{attempt=\"first\",outcome=\"delivered\"} == 2 and increase(edgegateway_callbacks_claimed_total[1m]) > 0", Token) == 1, Token);

        var run = await CommandRun.InvokeAsync("report", "--prometheus", prometheus.Address.AbsoluteUri, "--since", "1m", "--output", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var profile = JsonNode.Parse(run.Output)!["profiles"]!.AsArray().Single(static profile => ((string)profile!["profile"]!).Equals("cactus", StringComparison.OrdinalIgnoreCase))!;
        Assert.All(
            [("requests", 5), ("genuine", 4), ("acknowledged", 3), ("acknowledgedAtFirstTry", 1), ("repeatsAfterAcknowledgement", 1), ("repeatsAfterFailure", 1)],
            ((string Name, int Least) row) => Assert.InRange((int)profile[row.Name]!, row.Least, row.Least * 3));
        Assert.Equal(("merchant_refused", ""), ((string)profile["failures"]![0]!["outcome"]!, (string)profile["failures"]![0]!["reason"]!));
        Assert.Equal(("signature_rejected", "signature_mismatch"), ((string)profile["refusals"]![0]!["outcome"]!, (string)profile["refusals"]![0]!["reason"]!));
        Assert.True((double)profile["merchant"]!["p99"]! > 0);
        Assert.Contains(profile["amounts"]!.AsArray(), static sum => (string)sum!["currency"]! == "USD" && (string)sum["outcome"]! == "delivered");
    }

    [Fact]
    public async Task Report_KnownAnswers_AreWrittenAsTextAndMarkdown()
    {
        await using var server = await TestMerchant.StartNewAsync();
        server.Answer = static context => context.Response.WriteAsync(AnswerTo(context.Request.Query["query"].ToString()));
        var address = new Uri(server.Address, "/prometheus/").AbsoluteUri;

        var text = await CommandRun.InvokeAsync("report", "--prometheus", address);
        var markdown = await CommandRun.InvokeAsync("report", "--prometheus", address, "--output", "markdown");

        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Equal(
            [
                "cactus",
                "  genuine           1,250 callbacks, 1,200 acknowledged (96.77 %), 1,100 at the first try",
                "  sent again        200 after an acknowledgement, 10 in flight, 60 after a failure",
                "  not acknowledged  40 merchant_refused",
                "  refused           5 signature_rejected (signature_mismatch)",
                "  amounts           12,345.67 USD delivered",
                "  merchant          median 250 ms, 95 % 250 ms, 99 % 250 ms",
            ],
            text.OutputLines.Skip(1));
        Assert.Contains("| cactus | 1,250 | 1,200 | 96.77 % | 1,100 | 200 | 10 | 60 | 250 ms | 250 ms | 250 ms |", markdown.OutputLines);
        Assert.Contains("- not acknowledged: 40 merchant_refused", markdown.OutputLines);
        Assert.All(server.Deliveries, static delivery => Assert.StartsWith("/prometheus/api/v1/query?", delivery.Path, StringComparison.Ordinal));
        Assert.Contains(server.Deliveries, static delivery => Uri.UnescapeDataString(delivery.Path).Contains("increase(edgegateway_callbacks_total{}[86400s])", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""", "no metrics of a gateway")]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error"}""", "parse error")]
    [InlineData(200, "<html>", "does not answer as Prometheus does")]
    public async Task Report_NoData_SaysWhy(int status, string answer, string expected)
    {
        await using var server = await TestMerchant.StartNewAsync();
        server.AnswerWith(status, answer, "application/json");

        var run = await CommandRun.InvokeAsync("report", "--prometheus", server.Address.AbsoluteUri);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_NobodyAnswers_SaysSo()
    {
        var run = await CommandRun.InvokeAsync("report", "--prometheus", "http://127.0.0.1:9/");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Prometheus at http://127.0.0.1:9 does not answer: ", run.Error, StringComparison.Ordinal);
    }

    private static async Task SendAsync(TestGateway gateway, SchemeRequest callback, HttpStatusCode expected)
    {
        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, callback, Token);
        Assert.Equal(expected, response.StatusCode);
    }

    private static string AnswerTo(string query)
    {
        (string Labels, double Value)[] series =
            query.Contains("quantile", StringComparison.Ordinal) ? [("", 0.25)]
            : query.Contains("claimed", StringComparison.Ordinal) ? [(""","attempt":"first","outcome":"delivered" """, 1100.2), (""","attempt":"repeated","outcome":"delivered" """, 59.9)]
            : query.Contains("amount", StringComparison.Ordinal) ? [(""","currency":"USD","outcome":"delivered" """, 1234567)]
            :
            [
                (""","outcome":"delivered","reason":"" """, 1000), (""","outcome":"already_settled","reason":"" """, 199.7), (""","outcome":"in_flight","reason":"" """, 10),
                (""","outcome":"merchant_refused","reason":"" """, 40), (""","outcome":"signature_rejected","reason":"signature_mismatch" """, 5), (""","outcome":"indeterminate","reason":"timeout" """, 0),
            ];
        var result = string.Join(',', series.Select(static one =>
            $$$"""{"metric":{"profile":"cactus"{{{one.Labels}}}},"value":[1,"{{{one.Value.ToString(CultureInfo.InvariantCulture)}}}"]}"""));
        return $$$"""{"status":"success","data":{"resultType":"vector","result":[{{{result}}}]}}""";
    }
}
