using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Validates a configuration without a host.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Reads and validates <paramref name="configuration"/>.</summary>
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public static CallbackConfiguration Run(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddLogging().AddReverseProxy().Services.BuildServiceProvider();
        var reading = ConfigurationReader.Read(configuration, services.GetRequiredService<IConfigValidator>());
        return reading.Configuration ?? throw new ConfigurationException(reading.Faults);
    }
}
