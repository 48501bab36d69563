using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Profiles;
using Microsoft.Extensions.Configuration;

namespace EdgeGateway.Tests.Configuration;

/// <summary>A valid configuration with one profile, which tests change.</summary>
internal sealed class TestConfiguration
{
    public const string Secret = "top-hidden-value";

    private readonly Dictionary<string, string?> _data = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ReverseProxy:Routes:cactus:ClusterId"] = "shop",
        ["ReverseProxy:Routes:cactus:Match:Path"] = "/callbacks/cactus",
        ["ReverseProxy:Routes:cactus:Metadata:CallbackProfile"] = "cactus",
        ["ReverseProxy:Clusters:shop:Destinations:shop-1:Address"] = "http://127.0.0.1:9000/",
        ["CallbackProfiles:cactus:Scheme"] = "Cactus",
        ["CallbackProfiles:cactus:Secrets:k1"] = Secret,
    };

    /// <summary>Sets a value below the profile.</summary>
    public TestConfiguration Profile(string key, string? value) => With($"CallbackProfiles:cactus:{key}", value);

    public TestConfiguration With(string path, string? value)
    {
        _data[path] = value;
        return this;
    }

    public TestConfiguration Without(string path)
    {
        foreach (var key in _data.Keys.Where(key => key.StartsWith(path, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            _data.Remove(key);
        }

        return this;
    }

    public IConfigurationRoot Build() => new ConfigurationBuilder().AddInMemoryCollection(_data).Build();

    /// <summary>The configuration; fails if it is not valid.</summary>
    public CallbackConfiguration Read() => ConfigurationCheck.Run(Build());

    public CallbackProfile ReadProfile() => Read().Profiles.ByName["cactus"];

    /// <summary>The faults; empty if it is valid.</summary>
    public IReadOnlyList<string> Faults() => FaultsOf(Build());

    public static IReadOnlyList<string> FaultsOf(IConfiguration configuration)
    {
        try
        {
            ConfigurationCheck.Run(configuration);
            return [];
        }
        catch (ConfigurationException e)
        {
            return e.Faults;
        }
    }
}
