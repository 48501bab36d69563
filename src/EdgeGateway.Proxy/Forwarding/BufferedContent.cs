using System.Net;
using EdgeGateway.Proxy.Bodies;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>
/// The received bytes as the content of the merchant's request, in one write: they leave in one packet with the headers, where
/// YARP's copying of a stream sends the headers first.
/// </summary>
internal sealed class BufferedContent(BufferedBody body) : HttpContent
{
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var loan = body.Lend();
        await stream.WriteAsync(loan.Bytes, cancellationToken);
    }
}
