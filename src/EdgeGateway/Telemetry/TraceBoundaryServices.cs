using System.Diagnostics;
using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeGateway.Telemetry;

/// <summary>Registers <see cref="TraceBoundary"/>.</summary>
internal static class TraceBoundaryServices
{
    /// <summary>Wraps the registered server.</summary>
    public static void AddTraceBoundary(this IServiceCollection services)
    {
        var server = services.Last(static service => service.ServiceType == typeof(IServer));
        services.Replace(ServiceDescriptor.Singleton<IServer>(provider => new TraceBoundary(
            (IServer)(server.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, server.ImplementationType!)),
            provider.GetRequiredService<DistributedContextPropagator>(),
            provider.GetRequiredService<ICallbackProfiles>())));
    }
}
