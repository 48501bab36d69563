using System.Security.Cryptography;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// Takes the signature base piece by piece: short pieces are gathered, so that the digest is called once for several; long ones go
/// to the digest without a copy.
/// </summary>
/// <param name="buffer">Gathers short pieces; empty at the beginning.</param>
/// <param name="digest">Takes the pieces; null: all of them stay in the buffer.</param>
internal ref struct ContentSink(ByteBuffer buffer, IncrementalHash? digest)
{
    /// <summary>A copy of less costs no more than another call of the digest.</summary>
    private const int ShortPiece = 1024;

    /// <summary>Where short pieces are appended.</summary>
    public ByteBuffer Buffer => buffer;

    /// <summary>While it is set nothing leaves the buffer, so that the last pieces can still be changed or removed.</summary>
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

    /// <summary>Passes on what was gathered, which may hold the secret.</summary>
    public readonly void Flush()
    {
        if (digest is not null)
        {
            digest.AppendData(buffer.Written);
            buffer.Truncate(0, zero: true);
        }
    }
}
