using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The pieces of keys such as <c>cactus/21/905910/3</c>.</summary>
internal static class KeyText
{
    /// <summary>The key in a buffer, shortened with a digest if it is too long.</summary>
    public static CallbackKey ToKey(ByteBuffer buffer) => ToKey(Encoding.ASCII.GetString(buffer.Written));

    /// <summary>The key, shortened with a digest if it is too long.</summary>
    public static CallbackKey ToKey(string key) => new(key.Length <= CallbackKey.MaxLength ? key : Digest(key));

    /// <summary>Percent-encodes everything from <paramref name="start"/> on.</summary>
    public static void EncodeFrom(int start, ByteBuffer buffer)
    {
        var length = buffer.Length - start;
        if (PercentEncoding.IsPlain(buffer.Written[start..]))
        {
            return;
        }

        // Reserve first, so that the value does not move while it is read.
        buffer.Reserve(length * 3);
        PercentEncoding.Append(buffer.Written[start..], buffer);
        buffer.RemoveRange(start, length);
    }

    /// <summary>Appends a fingerprint instead of a value; no encoded value starts with <c>~</c>.</summary>
    public static void AppendFingerprint(Fingerprint fingerprint, ByteBuffer buffer)
    {
        buffer.Append((byte)'~');
        AppendHex(fingerprint, buffer);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public static void AppendHex(Fingerprint fingerprint, ByteBuffer buffer)
    {
        fingerprint.Value.TryFormat(buffer.Reserve(32), out var written, "x32", provider: null);
        buffer.Advance(written);
    }

    /// <summary>The first part of a long key, which shows its profile, and a digest of the whole key.</summary>
    private static string Digest(string key)
    {
        const int readable = 64;
        var end = Math.Min(key.IndexOf('/', StringComparison.Ordinal), readable);
        return $"{key[..end]}/#{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)))}";
    }
}
