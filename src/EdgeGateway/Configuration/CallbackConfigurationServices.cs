using EdgeGateway.Proxy.Profiles;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Registers the callback configuration in a host that has YARP.</summary>
internal static class CallbackConfigurationServices
{
    /// <summary>Adds the <see cref="CallbackConfigurationProvider"/> and the filter that ties YARP's routes to it.</summary>
    /// <param name="proxy">YARP, loading its routes from <c>ReverseProxy</c> of the same configuration.</param>
    /// <param name="configuration">The root.</param>
    public static IReverseProxyBuilder AddCallbackConfiguration(this IReverseProxyBuilder proxy, IConfiguration configuration)
    {
        proxy.Services.TryAddSingleton(services => new CallbackConfigurationProvider(
            configuration, services, services.GetRequiredService<ILogger<CallbackConfigurationProvider>>()));
        proxy.Services.TryAddSingleton<ICallbackProfiles>(static services => services.GetRequiredService<CallbackConfigurationProvider>());

        // YARP asks a filter only about what there is: without this cluster, which nothing uses, a configuration that lost
        // all its routes and clusters would be applied unasked.
        proxy.Services.AddSingleton<IProxyConfigProvider>(
            new InMemoryConfigProvider([], [new ClusterConfig { ClusterId = CallbackConfiguration.GuardClusterId }]));
        return proxy.AddConfigFilter<CallbackRouteFilter>();
    }
}
