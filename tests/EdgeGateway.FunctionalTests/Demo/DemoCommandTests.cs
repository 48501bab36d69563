using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Demo;

/// <summary>The command <c>demo</c>.</summary>
public sealed class DemoCommandTests
{
    private static readonly string[] _providers =
        ["Cactus", "Carouseller", "Cabbagino", "TarlanAgws", "TarlanAcquiring", "CryptoCloud", "stripe", "adyen", "tbank", "acme"];

    [Fact]
    public async Task Every_provider_is_simulated_with_the_expected_results()
    {
        await using var demo = await GatewayProcess.RunAsync(AppContext.BaseDirectory, new Dictionary<string, string>(), "demo");

        Assert.Equal(0, await demo.WaitForExitAsync());
        Assert.Empty(demo.Error);
        var rows = demo.Output.Where(static line => line.EndsWith("  ok", StringComparison.Ordinal)).ToList();
        Assert.Equal(5 * _providers.Length, rows.Count);
        Assert.Equal(_providers, rows.Where(static row => !row.StartsWith(' ')).Select(static row => row.Split(' ')[0]));
        Assert.StartsWith("50 callbacks, all as they should be", demo.Output.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_scheme_is_defined_in_the_demos_configuration() => Assert.Equal(["acme"], _providers.Where(static name => SignatureSchemes.Find(name) is null));
}
