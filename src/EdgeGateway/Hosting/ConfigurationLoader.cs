using EdgeGateway.Configuration;

namespace EdgeGateway.Hosting;

/// <summary>Reads a configuration for a tool, without starting anything.</summary>
internal static class ConfigurationLoader
{
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public static CallbackConfiguration Load(GatewayArguments arguments) => Load(arguments, static (_, configuration) => configuration);

    /// <summary>Reads the configuration for a function that also needs its settings as they are written.</summary>
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public static T Load<T>(GatewayArguments arguments, Func<IConfiguration, CallbackConfiguration, T> use)
    {
        var root = new ConfigurationBuilder().AddGatewaySources(arguments).Build();
        using var disposal = root as IDisposable;
        var configuration = ConfigurationCheck.Run(root);
        LedgerFactory.Check(configuration.Ledger);
        return use(root, configuration);
    }
}
