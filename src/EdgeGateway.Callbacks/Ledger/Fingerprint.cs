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
        return OfDigest(digest);
    }

    /// <summary>The fingerprint of content with this SHA-256.</summary>
    internal static Fingerprint OfDigest(ReadOnlySpan<byte> sha256) => new(BinaryPrimitives.ReadUInt128BigEndian(sha256));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", provider: null);
}
