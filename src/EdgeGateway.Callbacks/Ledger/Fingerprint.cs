using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The first 16 bytes of the SHA-256 of a callback's covered content.</summary>
public readonly record struct Fingerprint(UInt128 Value)
{
    /// <summary>The fingerprint of <paramref name="content"/>.</summary>
    public static Fingerprint Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return new Fingerprint(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>The same with a SHA-256 that is kept, and empty before and after.</summary>
    internal static Fingerprint Of(ReadOnlySpan<byte> content, IncrementalHash sha256)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        sha256.AppendData(content);
        sha256.GetHashAndReset(digest);
        return new Fingerprint(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", provider: null);
}
