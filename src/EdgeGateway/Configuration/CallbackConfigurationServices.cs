using EdgeGateway.Proxy.Profiles;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Registers the callback configuration in a YARP host.</summary>
internal static class CallbackConfigurationServices
{
    /// <summary>Adds the <see cref="CallbackConfigurationProvider"/> and the filter that couples YARP's routes to it.</summary>
    /// <param name="proxy">YARP, which loads its routes from <c>ReverseProxy</c> of the same configuration.</param>
    /// <param name="configuration">The configuration root.</param>
    public static IReverseProxyBuilder AddCallbackConfiguration(this IReverseProxyBuilder proxy, IConfiguration configuration)
    {
        proxy.Services.TryAddSingleton(services => new CallbackConfigurationProvider(
            configuration, services, services.GetRequiredService<ILogger<CallbackConfigurationProvider>>()));
        proxy.Services.TryAddSingleton<ICallbackProfiles>(static services => services.GetRequiredService<CallbackConfigurationProvider>());

        // YARP calls a filter only for existing routes and clusters. Without this unused cluster, a configuration that lost all of them
        // would be applied without a check.
        proxy.Services.AddSingleton<IProxyConfigProvider>(
            new InMemoryConfigProvider([], [new ClusterConfig { ClusterId = CallbackConfiguration.GuardClusterId }]));
        return proxy.AddConfigFilter<CallbackRouteFilter>();
    }
}
