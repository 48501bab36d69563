using System.Net;

namespace EdgeGateway.Sending;

/// <summary>A body that may close the connection as soon as it is written.</summary>
/// <param name="body">The bytes.</param>
/// <param name="hangUp">Is cancelled when the body is written; null to wait for the answer.</param>
internal sealed class RequestContent(ReadOnlyMemory<byte> body, CancellationTokenSource? hangUp) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        if (hangUp is not null)
        {
            await hangUp.CancelAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
