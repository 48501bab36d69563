using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Judges a configuration without a host.</summary>
internal static class ConfigurationCheck
{
    /// <summary>What <paramref name="configuration"/> says.</summary>
    /// <exception cref="ConfigurationException">It is not valid.</exception>
    public static CallbackConfiguration Run(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddLogging().AddReverseProxy().Services.BuildServiceProvider();
        var reading = ConfigurationReader.Read(configuration, services.GetRequiredService<IConfigValidator>());
        return reading.Configuration ?? throw new ConfigurationException(reading.Faults);
    }
}
