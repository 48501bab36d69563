using EdgeGateway.Proxy.Admission;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Proxy.Diagnostics;
using EdgeGateway.Proxy.Forwarding;
using EdgeGateway.Proxy.Ledger;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Proxy.Shadowing;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Hosting;

/// <summary>Registers the services of the callback middleware.</summary>
public static class CallbackServices
{
    /// <summary>
    /// Adds callback verification to a YARP host. The host provides an <see cref="ICallbackProfiles"/> and an <see
    /// cref="EdgeGateway.Callbacks.Ledger.ICallbackLedger"/>, and maps the routes with <see cref="CallbackEndpoints.MapCallbacks"/>. If the
    /// host has its own forwarder, it must be registered first.
    /// </summary>
    public static IReverseProxyBuilder AddCallbacks(this IReverseProxyBuilder proxy)
    {
        var services = proxy.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RefusedCallbacks(capacity: 0, maxBytes: 0));
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
        services.AddSingleton<LeftClaims>();
        services.AddSingleton<CallbackMetrics>();
        services.AddSingleton<ProfileGauges>();
        services.AddSingleton<LedgerGauges>();
        services.AddSingleton<BufferGauges>();
        return proxy.AddTransforms<CallbackTransforms>();
    }

    /// <summary>The same with profiles that are written in code.</summary>
    /// <param name="proxy">YARP. Its routes name the profiles in their metadata, as <see cref="CallbackRoutes"/> says.</param>
    /// <param name="configure">Adds the profiles.</param>
    public static IReverseProxyBuilder AddCallbacks(this IReverseProxyBuilder proxy, Action<CallbacksBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new CallbacksBuilder();
        configure(builder);
        var profiles = new FixedProfiles(builder.Build());
        proxy.Services.AddSingleton<ICallbackProfiles>(profiles);
        proxy.Services.AddSingleton<IProxyConfigFilter>(profiles);
        return proxy.AddCallbacks();
    }

    /// <summary>
    /// Puts the callbacks' forwarder in front of YARP's or of the host's, and for other routes those that limit uploads and keep requests
    /// off the callbacks' paths.
    /// </summary>
    private static void ReplaceForwarder(IServiceCollection services)
    {
        var streaming = services.Last(static service => service.ServiceType == typeof(IHttpForwarder));
        services.Replace(ServiceDescriptor.Singleton<IHttpForwarder>(provider => new CallbackForwarder(
            new UploadForwarder(new ShadowForwarder((IHttpForwarder)Create(streaming, provider))),
            provider.GetRequiredService<ForwarderActivity>())));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
