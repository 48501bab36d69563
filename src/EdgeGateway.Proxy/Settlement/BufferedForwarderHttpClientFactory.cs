using EdgeGateway.Proxy.Pipeline;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Settlement;

/// <summary>YARP's clients, which send a callback's bytes from their buffer. A host's own factory goes without: from a stream.</summary>
internal sealed class BufferedForwarderHttpClientFactory(ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    private static readonly HttpRequestOptionsKey<BufferedBody> _body = new("EdgeGateway.Body");

    /// <summary>Has <paramref name="request"/> sent from <paramref name="body"/>.</summary>
    public static void Attach(HttpRequestMessage request, BufferedBody body) => request.Options.Set(_body, body);

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new ContentHandler(base.WrapHandler(context, handler));

    /// <summary>Here, because the forwarder lets no transform replace the content.</summary>
    private sealed class ContentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } streamed && request.Options.TryGetValue(_body, out var body))
            {
                var content = new BufferedContent(body);
                foreach (var (name, values) in streamed.Headers.NonValidated)
                {
                    if (values.Count == 1)
                    {
                        content.Headers.TryAddWithoutValidation(name, values.ToString());
                    }
                    else
                    {
                        content.Headers.TryAddWithoutValidation(name, [.. values]);
                    }
                }

                request.Content = content;
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
