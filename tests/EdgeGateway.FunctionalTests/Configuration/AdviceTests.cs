using System.CommandLine;
using EdgeGateway.FunctionalTests.Commands;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>Warnings about configurations that are valid but risky.</summary>
public sealed class AdviceTests : IDisposable
{
    private const string Risky = """
        {
          "ReverseProxy": {
            "Routes": {
              "xendit": { "ClusterId": "shop", "Match": { "Path": "/callbacks/xendit" }, "Metadata": { "CallbackProfile": "xendit" } },
              "crypto": { "ClusterId": "shop", "Match": { "Path": "/callbacks/crypto" }, "Metadata": { "CallbackProfile": "crypto" } }
            },
            "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "http://127.0.0.1:9/" } } } }
          },
          "CallbackProfiles": {
            "xendit": { "Scheme": "xendit", "Secrets": { "k1": "hidden-value-of-xendit" } },
            "crypto": { "Scheme": "nowpayments", "Secrets": { "k1": "hidden-value-of-crypto" } }
          }
        }
        """;

    private readonly ConfigurationDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Validate_prints_it_and_ends_with_0()
    {
        await using var gateway = await GatewayProcess.RunAsync(
            _directory.Path, new Dictionary<string, string>(), "validate", "--config", _directory.Write("gateway.json", Risky));

        Assert.Equal(0, await gateway.WaitForExitAsync());
        Assert.Equal(["configuration is valid: 2 profiles, 2 routes"], gateway.Output);
        Assert.Equal(
            [
                "note: CallbackProfiles:crypto:Scheme: nowpayments is known from third parties only, neither from the provider's pages nor from its code; "
                + "try it with genuine callbacks of the provider's test environment before you rely on it",
                "warning: CallbackProfiles:xendit:AllowedNetworks: xendit signs nothing of a callback: whoever learns the secret from one request can send any other; "
                + "set AllowedNetworks to the provider's addresses, or ClientCertificate, and read the payment back from the provider before you act on it",
            ],
            gateway.Error);
    }

    [Fact]
    public async Task Validate_prints_it_after_the_result()
    {
        var file = _directory.Write("gateway.json", Risky);

        var run = await CommandRun.InvokeAsync("validate", "--config", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["configuration is valid", "note", "warning"],
            run.OutputLines.Concat(run.ErrorLines).Select(static line => line.Split(':')[0]));
    }

    [Fact]
    public async Task A_gateway_that_starts_logs_it()
    {
        await using var gateway = await TestGateway.StartAsync(merchant: null);

        Assert.Contains(gateway.Logs.All, static line => line.Event == "ConfigurationAdvice" && line.Text.Contains(
            "CallbackProfiles:CryptoCloud:AmountField: CryptoCloud does not sign amount_crypto and currency", StringComparison.Ordinal));
    }
}
