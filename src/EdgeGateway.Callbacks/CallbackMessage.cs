namespace EdgeGateway.Callbacks;

/// <summary>One request as it was received. A verdict depends on nothing else.</summary>
public readonly ref struct CallbackMessage
{
    /// <param name="body">The received bytes; only read, and only during the call.</param>
    /// <param name="format">The format in which they are read: exactly one of those that the scheme accepts.</param>
    public CallbackMessage(ReadOnlySpan<byte> body, BodyFormats format)
    {
        Body = body;
        Format = format;
    }

    /// <summary>The received bytes.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>How the bytes are read.</summary>
    public BodyFormats Format { get; }

    /// <summary>The request's method, in upper case.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The query string as received, with or without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers; null for none.</summary>
    public IHeaderSource? Headers { get; init; }
}
