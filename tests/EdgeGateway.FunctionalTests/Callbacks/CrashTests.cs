using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Demo;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>The gateway killed at the worst moment.</summary>
public sealed class CrashTests
{
    private static readonly DemoProvider _cactus = DemoProviders.First[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_the_merchants_work_and_the_settlement_it_holds_the_claim_until_the_lease_ends()
    {
        using var directory = new ConfigurationDirectory();
        await using var merchant = await TestMerchant.StartNewAsync();
        var ledger = new JsonObject { ["Sqlite"] = new JsonObject { ["Path"] = Path.Combine(directory.Path, "ledger.db") } };
        var times = new JsonObject { ["MerchantTimeout"] = "00:00:01", ["Lease"] = "00:00:11.500" };
        var settings = GatewaySettings.Create(merchant.Address, ledger, times);
        settings.Remove("Logging");
        var file = directory.Write("gateway.json", settings.ToJsonString());
        var working = new TaskCompletionSource();
        var killed = new TaskCompletionSource();
        merchant.Answer = async context =>
        {
            working.TrySetResult();
            await killed.Task;
            await context.Response.WriteAsync("too late");
        };

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var gateway = GatewayProcess.Start(directory.Path, new Dictionary<string, string>(), "--config", file);
        var edge = await ListeningAsync(gateway);
        var sending = client.SendAsync(TestGateway.Message(new Uri(edge, _cactus.Path).AbsoluteUri, _cactus.Callback().Body), Token);
        await working.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await gateway.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => sending);

        killed.SetResult();
        merchant.AnswerWith(200, "again");
        await using var restarted = GatewayProcess.Start(directory.Path, new Dictionary<string, string>(), "--config", file);
        var address = new Uri(await ListeningAsync(restarted), _cactus.Path).AbsoluteUri;

        // Nobody knows whether the merchant took it: no second delivery while the first may go on.
        using var early = await client.SendAsync(TestGateway.Message(address, _cactus.Callback().Body), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.InRange(early.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 12);
        Assert.Single(merchant.Deliveries);

        await Eventually.TrueAsync(
            async () =>
            {
                using var retry = await client.SendAsync(TestGateway.Message(address, _cactus.Callback().Body), Token);
                return retry.StatusCode == HttpStatusCode.OK;
            },
            Token);
        Assert.Equal(["1", "2"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }

    private static async Task<Uri> ListeningAsync(GatewayProcess gateway)
    {
        const string prefix = "Now listening on: ";
        var line = await gateway.WaitForLineAsync(prefix);
        return new Uri(line[(line.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..]);
    }
}
