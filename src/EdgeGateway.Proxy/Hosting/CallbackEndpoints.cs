using EdgeGateway.Proxy.Admission;
using EdgeGateway.Proxy.Answering;
using EdgeGateway.Proxy.Buffering;
using EdgeGateway.Proxy.Deduplication;
using EdgeGateway.Proxy.Forwarding;
using EdgeGateway.Proxy.Settlement;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Proxy.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Hosting;

/// <summary>Maps the middleware pipeline for callbacks.</summary>
public static class CallbackEndpoints
{
    /// <summary>
    /// Maps YARP's routes with the callback middleware in its pipeline, in this order. Each middleware calls the next one or ends the
    /// callback with an outcome; the first one then answers the provider.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another forwarder was registered after that of the callbacks.</exception>
    public static ReverseProxyConventionBuilder MapCallbacks(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetRequiredService<IHttpForwarder>() is not CallbackForwarder)
        {
            // It would answer the provider before the ledger has recorded the result.
            throw new InvalidOperationException($"An {nameof(IHttpForwarder)} must be registered before AddCallbacks, which puts its own in front.");
        }

        endpoints.ServiceProvider.GetRequiredService<ProfileGauges>().Begin();
        endpoints.ServiceProvider.GetRequiredService<LedgerGauges>();
        endpoints.ServiceProvider.GetRequiredService<BufferGauges>();
        return endpoints.MapReverseProxy(static proxy =>
        {
            proxy.UseMiddleware<TrustedProxyMiddleware>();  //    proxy → sender, on every route
            proxy.UseMiddleware<CallbackMiddleware>();      // 0  route → profile          8  answer the provider
            proxy.UseMiddleware<SourceMiddleware>();        //    address → allowed
            proxy.UseMiddleware<BufferingMiddleware>();     // 1  request → bytes
            proxy.UseMiddleware<VerificationMiddleware>();  // 2  bytes → fields,  3 → base,  4 → verdict
            proxy.UseMiddleware<DeduplicationMiddleware>(); // 5  key → claim
            proxy.UseMiddleware<ConcurrencyMiddleware>();   //    won claims → at most so many at the merchant
            proxy.UseMiddleware<SettlementMiddleware>();    //                             7  answer → settled, released, or left to its lease
            proxy.UseMiddleware<ForwardingMiddleware>();    // 6  bytes → merchant, by YARP and CallbackForwarder
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }
}
