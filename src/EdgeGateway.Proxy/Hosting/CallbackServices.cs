using EdgeGateway.Proxy.Admission;
using EdgeGateway.Proxy.Pipeline;
using EdgeGateway.Proxy.Settlement;
using EdgeGateway.Proxy.Shadowing;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Hosting;

/// <summary>What the rooms need.</summary>
public static class CallbackServices
{
    /// <summary>
    /// Adds the rooms to a YARP host. The host brings the configuration and an
    /// <see cref="EdgeGateway.Callbacks.Ledger.ICallbackLedger"/>, and maps the routes with
    /// <see cref="CallbackEndpoints.MapCallbacks"/>. Where it has a forwarder of its own, that has to be registered before.
    /// </summary>
    public static IReverseProxyBuilder AddCallbacks(this IReverseProxyBuilder proxy)
    {
        var services = proxy.Services;
        services.TryAddSingleton(TimeProvider.System);
        ReplaceForwarder(services);
        services.AddSingleton<MerchantPaths>();
        services.AddSingleton<ShadowedPaths>();
        services.AddSingleton<ShadowResponder>();
        services.AddSingleton<ForwarderActivity>();
        services.AddSingleton<Deadlines>();
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

    /// <summary>Puts the callbacks' forwarder, and the one that keeps other routes off their paths, in front of YARP's or of the host's.</summary>
    private static void ReplaceForwarder(IServiceCollection services)
    {
        var streaming = services.Last(static service => service.ServiceType == typeof(IHttpForwarder));
        services.Replace(ServiceDescriptor.Singleton<IHttpForwarder>(provider => new CallbackForwarder(
            new ShadowForwarder((IHttpForwarder)Create(streaming, provider)),
            provider.GetRequiredService<ForwarderActivity>(),
            provider.GetRequiredService<ILogger<CallbackForwarder>>())));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
