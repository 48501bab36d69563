using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

public sealed partial class FloodTests
{
    private const int Requests = 20_000;
    private const int Senders = 16;

    /// <summary>The allowed growth of the heap while it reaches its usual size.</summary>
    private const double Margin = 1.5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>To send a million: <c>dotnet run -c Release --project loadtests/EdgeGateway.LoadTests -- flood</c>.</summary>
    [Fact]
    public async Task Refused_requests_do_not_leak_memory()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("Logging__LogLevel__EdgeGateway", "Error"));
        await FloodAsync(gateway, Requests / 4);
        var early = await ResidentAsync(gateway);

        await FloodAsync(gateway, Requests - (Requests / 4));

        var late = await ResidentAsync(gateway);
        Assert.True(late <= early * Margin, $"{early / 1048576:0} MiB after the first quarter, {late / 1048576:0} MiB at the end");
        Assert.Empty(merchant.Deliveries);
        await Eventually.TrueAsync(async () => Counted().Matches(await gateway.MetricsAsync(Token)).Sum(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) == Requests, Token);
    }

    private static async Task FloodAsync(ProcessGateway gateway, int count)
    {
        var provider = ReferenceProviders.Cactus;
        (string Body, string MediaType, int Status)[] requests =
        [
            (provider.Forged(provider.Callback()).Body, "application/json", 401),
            (provider.Sample, "application/json", 401),
            ("{\"a\":1,\"a\":2}", "application/json", 400),
            (new string('[', 10_000), "application/json", 400),
            ("<xml/>", "text/xml", 415),
            (new string(' ', 70_000), "application/json", 413),
        ];
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = sender; i < count; i += Senders)
            {
                // The long body is sent seldom, because it closes the connection.
                var (body, mediaType, status) = requests[i % 97 == 0 ? 5 : i % 5];
                using var message = TestGateway.Message(provider.Path, body, mediaType: mediaType);
                using var response = await gateway.Client.SendAsync(message, HttpCompletionOption.ResponseContentRead, Token);
                Assert.Equal((HttpStatusCode)status, response.StatusCode);
            }
        })));
    }

    private static async Task<double> ResidentAsync(ProcessGateway gateway) =>
        double.Parse(Resident().Match(await gateway.MetricsAsync(Token)).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^dotnet_process_memory_working_set_bytes ([0-9.E+]+)$", RegexOptions.Multiline)]
    private static partial Regex Resident();

    [GeneratedRegex("^edgegateway_callbacks_total\\{profile=\"Cactus\".* ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Counted();
}
