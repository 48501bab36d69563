using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>
/// A request's body of unknown length. The read that goes beyond the limit throws a <see cref="BadHttpRequestException"/> with the status
/// 413, as the server's own would.
/// </summary>
/// <param name="body">The body as the server reads it. It is not disposed here.</param>
/// <param name="limit">Bytes of content, without the framing of chunks.</param>
internal sealed class LimitedBody(Stream body, long limit) : Stream, IHttpMaxRequestBodySizeFeature
{
    private long _received;

    public bool IsExceeded => _received > MaxRequestBodySize;

    /// <summary>It is asked before each read, so it can be changed at any time.</summary>
    public bool IsReadOnly => false;

    /// <summary>Null for no limit.</summary>
    public long? MaxRequestBodySize { get; set; } = limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _received += read;
        return IsExceeded
            ? throw new BadHttpRequestException($"The body is longer than {MaxRequestBodySize} bytes.", StatusCodes.Status413PayloadTooLarge)
            : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
