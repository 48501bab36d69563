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
    [InlineData(204, 1, "204")]
    [InlineData(503, 1, "503")]
    [InlineData(null, 1, "no answer within 3 s")]
    public async Task Health_exits_with_0_only_if_the_gateway_is_ready(int? status, int expected, string said)
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
        });
        await management.StartAsync(TestContext.Current.CancellationToken);

        await using var health = await GatewayProcess.RunAsync(
            AppContext.BaseDirectory, new Dictionary<string, string>(), "health", "--url", management.Urls.Single());

        Assert.Equal(expected, await health.WaitForExitAsync());
        Assert.Equal([said], health.Output.Concat(health.Error));
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
