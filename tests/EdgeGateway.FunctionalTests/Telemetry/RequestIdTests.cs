using System.Text.Json;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed class RequestIdTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_id_in_the_response_is_in_the_log()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("Logging__Console__FormatterName", "json"));
        var provider = ReferenceProviders.Cactus;

        using var delivered = await gateway.SendAsync(provider, provider.Callback(), Token);
        using var forged = await gateway.SendAsync(provider, provider.Forged(provider.Callback()), Token);

        var line = await LineAsync(gateway, delivered);
        Assert.Equal("Cactus", line.GetProperty("Profile").GetString());
        Assert.Equal("Cactus/21/905910/3", line.GetProperty("Key").GetString());
        Assert.Equal(1, line.GetProperty("Attempt").GetInt32());
        Assert.Equal("Delivered", line.GetProperty("Outcome").GetString());
        Assert.Equal(200, line.GetProperty("MerchantStatus").GetInt32());
        foreach (var duration in (string[])["Duration", "VerifyDuration", "ClaimDuration", "MerchantDuration", "SettleDuration"])
        {
            Assert.InRange(line.GetProperty(duration).GetDouble(), double.Epsilon, 60_000);
        }

        line = await LineAsync(gateway, forged);
        Assert.Equal("SignatureRejected", line.GetProperty("Outcome").GetString());
        Assert.Equal("signature_mismatch", line.GetProperty("Reason").GetString());
    }

    [Fact]
    public async Task The_merchants_request_id_does_not_replace_the_gateways()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.Answer = static context =>
        {
            context.Response.Headers["X-Request-Id"] = "the merchant's";
            return Task.CompletedTask;
        };

        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);

        var id = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.NotEqual("the merchant's", id);
    }

    private static async Task<JsonElement> LineAsync(ProcessGateway gateway, HttpResponseMessage response)
    {
        var line = await gateway.Process.WaitForLineAsync(response.Headers.GetValues("X-Request-Id").Single());
        var entry = JsonElement.Parse(line);
        Assert.Equal("CallbackEnded", entry.GetProperty("EventName").GetString());
        return entry.GetProperty("State");
    }
}
