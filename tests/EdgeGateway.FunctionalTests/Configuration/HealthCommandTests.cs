using EdgeGateway.Testing.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 0, "200")]
    [InlineData(200, 0, "ok running\nok ledger", """{"isReady":true,"checks":{"running":"ok","ledger":"ok"}}""")]
    [InlineData(503, 1, "failing ledger: unavailable\nok running", """{"isReady":false,"checks":{"ledger":"unavailable","running":"ok"}}""")]
    [InlineData(503, 1, "503", "<html>")]
    [InlineData(503, 1, "503", "{}")]
    [InlineData(202, 1, "202")]
    [InlineData(503, 1, "503")]
    [InlineData(null, 1, "no answer within 3 s")]
    public async Task Health_exits_with_0_only_if_the_gateway_is_ready(int? status, int expected, string said, string body = "")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var management = builder.Build();
        management.Run(async context =>
        {
            if (status is null)
            {
                // Never responds; the command has its own time limit.
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            context.Response.StatusCode = context.Request.Path == "/health/ready" ? status!.Value : StatusCodes.Status404NotFound;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        await management.StartAsync(TestContext.Current.CancellationToken);

        await using var health = await GatewayProcess.RunAsync(
            AppContext.BaseDirectory, new Dictionary<string, string>(), "health", "--url", management.Urls.Single());

        Assert.Equal(expected, await health.WaitForExitAsync());
        Assert.Equal(said.Split('\n'), health.Output.Concat(health.Error));
    }

    [Fact]
    public async Task Health_refuses_an_invalid_address()
    {
        await using var health = await GatewayProcess.RunAsync(
            AppContext.BaseDirectory, new Dictionary<string, string>(), "health", "--url", "9090");

        Assert.Equal(2, await health.WaitForExitAsync());
        Assert.Contains("'9090' is not an address such as http://127.0.0.1:9090", health.Error);
    }
}
