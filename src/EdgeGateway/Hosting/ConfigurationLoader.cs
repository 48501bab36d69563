using EdgeGateway.Configuration;

namespace EdgeGateway.Hosting;

/// <summary>Reads a configuration for a tool, without starting anything.</summary>
internal static class ConfigurationLoader
{
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public static CallbackConfiguration Load(GatewayArguments arguments)
    {
        var root = new ConfigurationBuilder().AddGatewaySources(arguments).Build();
        using var disposal = root as IDisposable;
        var configuration = ConfigurationCheck.Run(root);
        LedgerFactory.Check(configuration.Ledger);
        return configuration;
    }
}
