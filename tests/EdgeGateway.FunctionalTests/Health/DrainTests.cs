using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Health;

public sealed class DrainTests
{
    private static readonly TimeSpan _drainDelay = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_names_each_check()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        var report = JsonElement.Parse(await gateway.Client.GetStringAsync(new Uri(gateway.Management, "/health/ready"), Token));

        Assert.True(report.GetProperty("isReady").GetBoolean());
        Assert.All(
            (string[])["running", "ledger", "configuration", "destinations"],
            check => Assert.Equal("ok", report.GetProperty("checks").GetProperty(check).GetString()));
    }

    [Fact]
    public async Task A_gateway_that_stops_under_load_loses_nothing()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.Answer = static async context =>
        {
            // Slow, so that some requests are always in flight.
            await Task.Delay(TimeSpan.FromMilliseconds(100), context.RequestAborted);
            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"code":0}""");
        };
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("Shutdown__DrainDelay", _drainDelay.ToString()));
        using var stop = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 16).Select(sender => SendAsync(gateway, sender, stop.Token)).ToList();
        while (merchant.Deliveries.Count < 50)
        {
            await Task.Yield();
        }

        var told = Stopwatch.GetTimestamp();
        await gateway.TerminateAsync();
        await RedAsync(gateway);
        // Like a load balancer: no new requests, while the last ones are in flight.
        await stop.CancelAsync();
        var statuses = (await Task.WhenAll(senders)).SelectMany(static statuses => statuses).ToList();

        Assert.Equal(0, await gateway.Process.WaitForExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(told), _drainDelay, TimeSpan.FromSeconds(40));
        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(statuses.Count, merchant.Deliveries.Count);
    }

    private static async Task<List<HttpStatusCode>> SendAsync(ProcessGateway gateway, int sender, CancellationToken stop)
    {
        var statuses = new List<HttpStatusCode>();
        while (!stop.IsCancellationRequested)
        {
            var body = new System.Text.Json.Nodes.JsonObject { ["site_id"] = sender, ["invoice_id"] = statuses.Count + 1, ["status"] = 3 };
            var callback = ReferenceSigner.SortedPairs(body, ReferenceProvider.Secret);
            using var response = await gateway.SendAsync(ReferenceProviders.Cactus, callback, Token);
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private static async Task RedAsync(ProcessGateway gateway)
    {
        while (true)
        {
            using var response = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                var report = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));
                Assert.Equal("stopping", report.GetProperty("checks").GetProperty("running").GetString());
                return;
            }
        }
    }
}
