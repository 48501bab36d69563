using System.Diagnostics;
using System.Net;
using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Telemetry;

/// <summary>
/// Starts a new trace for requests from untrusted senders. Their <c>traceparent</c> would decide what is sampled, and <c>tracestate</c> and
/// <c>baggage</c> would be forwarded to the merchant. These headers are removed before the host reads them, and the sender's trace is
/// linked. The trace of a trusted proxy is continued.
/// </summary>
/// <param name="inner">The server.</param>
/// <param name="propagator">Defines the headers.</param>
/// <param name="profiles">Contain the trusted proxies.</param>
internal sealed class TraceBoundary(IServer inner, DistributedContextPropagator propagator, ICallbackProfiles profiles) : IServer
{
    private readonly string[] _headers = [.. propagator.Fields];

    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => inner.StartAsync(new Application<TContext>(application, this), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    private bool IsTrusted(IPAddress? address)
    {
        var proxies = profiles.Current.TrustedProxies;
        if (proxies.IsEmpty || address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxies.Any(network => network.Contains(plain));
    }

    /// <summary>Removes the headers and returns the trace that they name, if any.</summary>
    private ActivityContext Strip(IFeatureCollection features)
    {
        var headers = features.GetRequiredFeature<IHttpRequestFeature>().Headers;
        var trace = default(ActivityContext);
        foreach (var name in _headers)
        {
            if (!headers.TryGetValue(name, out var value))
            {
                continue;
            }

            if (IsTrusted(features.Get<IHttpConnectionFeature>()?.RemoteIpAddress))
            {
                return default;
            }

            if (name.Equals("traceparent", StringComparison.OrdinalIgnoreCase)
                && ActivityContext.TryParse(value.ToString(), traceState: null, isRemote: true, out var parsed))
            {
                trace = parsed;
            }

            headers.Remove(name);
        }

        return trace;
    }

    private sealed class Application<TContext>(IHttpApplication<TContext> inner, TraceBoundary boundary) : IHttpApplication<TContext>
        where TContext : notnull
    {
        /// <summary>The host starts the request's activity in this call.</summary>
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            var trace = boundary.Strip(contextFeatures);
            var context = inner.CreateContext(contextFeatures);
            if (trace != default)
            {
                contextFeatures.Get<IHttpActivityFeature>()?.Activity?.AddLink(new ActivityLink(trace));
            }

            return context;
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}
