using EdgeGateway.Proxy.Admission;
using EdgeGateway.Proxy.Pipeline;
using EdgeGateway.Proxy.Settlement;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Hosting;

/// <summary>What the rooms need.</summary>
public static class CallbackServices
{
    /// <summary>
    /// Adds the rooms to a YARP host. The host brings the configuration and an
    /// <see cref="EdgeGateway.Callbacks.Ledger.ICallbackLedger"/>, and maps the routes with
    /// <see cref="CallbackEndpoints.MapCallbacks"/>.
    /// </summary>
    public static IReverseProxyBuilder AddCallbacks(this IReverseProxyBuilder proxy)
    {
        var services = proxy.Services;
        services.TryAddSingleton(TimeProvider.System);
        ReplaceHttpClientFactory(services);
        services.AddSingleton<DeadlinePool>();
        services.AddSingleton<BufferBudget>();
        services.AddSingleton<ProfileLimiters>();
        services.AddSingleton<LedgerClient>();
        services.AddSingleton<CallbackLog>();
        services.AddMetrics();
        services.AddSingleton<ProfileActivities>();
        services.AddSingleton<CallbackMetrics>();
        services.AddSingleton<ProfileGauges>();
        services.AddSingleton<LedgerGauges>();
        services.AddSingleton<BufferGauges>();
        return proxy.AddTransforms<CallbackTransforms>();
    }

    /// <summary>Where the host has a factory of its own, that one stays.</summary>
    private static void ReplaceHttpClientFactory(IServiceCollection services)
    {
        var factory = services.LastOrDefault(static service => service.ServiceType == typeof(IForwarderHttpClientFactory));
        if (factory is null || factory.ImplementationType == typeof(ForwarderHttpClientFactory))
        {
            services.Replace(ServiceDescriptor.Singleton<IForwarderHttpClientFactory, BufferedForwarderHttpClientFactory>());
        }
    }
}
