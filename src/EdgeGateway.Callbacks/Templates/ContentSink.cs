using System.Security.Cryptography;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// Receives the signature base piece by piece. Short pieces are collected, so that the digest is called once for several; long pieces go to
/// the digest without a copy.
/// </summary>
/// <param name="buffer">Collects short pieces; must be empty.</param>
/// <param name="digest">Receives the pieces; null to keep all of them in the buffer.</param>
internal ref struct ContentSink(ByteBuffer buffer, IncrementalHash? digest)
{
    /// <summary>Copying fewer bytes costs no more than another call of the digest.</summary>
    private const int ShortPiece = 1024;

    /// <summary>Where short pieces are appended.</summary>
    public ByteBuffer Buffer => buffer;

    /// <summary>While set, everything stays in the buffer, so that the last pieces can still be changed or removed.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Adds a piece of any length.</summary>
    public readonly void Append(ReadOnlySpan<byte> piece)
    {
        if (digest is null || IsHeld || piece.Length < ShortPiece)
        {
            buffer.Append(piece);
            return;
        }

        Flush();
        digest.AppendData(piece);
    }

    /// <summary>Passes the collected pieces, which may contain the secret, to the digest.</summary>
    public readonly void Flush()
    {
        if (digest is not null)
        {
            digest.AppendData(buffer.Written);
            buffer.Truncate(0, zero: true);
        }
    }
}
