using System.Buffers;

namespace EdgeGateway.Proxy.Bodies;

/// <summary>A merchant's whole answer, held until the ledger knows of it. Its array goes back to the pool with <see cref="Dispose"/>.</summary>
internal sealed class MerchantAnswer : IDisposable
{
    /// <summary>Longer answers are not passed on, only their status: nobody sends that much to a provider.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int InitialCapacity = 1024;

    private byte[]? _array;
    private int _length;

    private MerchantAnswer(int status, string? contentType, bool isEncoded)
    {
        Status = status;
        ContentType = contentType;
        IsEncoded = isEncoded;
    }

    public int Status { get; }

    public string? ContentType { get; }

    /// <summary>The body is compressed, so nobody here can read it.</summary>
    public bool IsEncoded { get; }

    /// <summary>The body was longer than <see cref="MaxBytes"/>, and none of it is kept.</summary>
    public bool IsTruncated { get; private set; }

    public ReadOnlyMemory<byte> Body => _array.AsMemory(0, _length);

    /// <summary>Reads the answer to its end. Throws whatever the connection throws when it ends early.</summary>
    public static async ValueTask<MerchantAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Content.Headers;
        var contentType = headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
        if (contentType.AsSpan().ContainsAnyInRange('\0', '\x1f') || contentType.AsSpan().Contains('\x7f'))
        {
            // The server writes no control characters.
            contentType = null;
        }

        var answer = new MerchantAnswer((int)response.StatusCode, contentType, headers.NonValidated.Contains("Content-Encoding"));
        try
        {
            await answer.ReadBodyAsync(response.Content, cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_array is not null)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = null;
            _length = 0;
        }
    }

    private async ValueTask ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        _array = ArrayPool<byte>.Shared.Rent(InitialCapacity);
        int read;
        while ((read = await stream.ReadAsync(_array.AsMemory(_length), cancellationToken)) > 0)
        {
            _length += read;
            if (_length > MaxBytes)
            {
                IsTruncated = true;
                _length = 0;
                return;
            }

            if (_length == _array.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
                Body.Span.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_array);
                _array = larger;
            }
        }
    }
}
