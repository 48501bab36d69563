using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// Writes keys such as <c>cactus/21/905910/3</c>: the profile and the identity fields' values, percent-encoded so that no two
/// keys can be one. A field that is missing is <c>~</c> and the fingerprint, so that callbacks without an id stay apart; an
/// optional one is left empty.
/// </summary>
internal sealed class CallbackKeyWriter(string profile, ImmutableArray<IdentityField> identity, SignatureMethod method)
{
    private readonly byte[] _profile = Encoding.UTF8.GetBytes(profile);
    private readonly ImmutableArray<IdentityPath> _identity = [.. identity.Select(static field => new IdentityPath(field))];

    /// <param name="fields">The parsed callback.</param>
    /// <param name="rendering">The rendering that matched.</param>
    /// <param name="content">What the signature covers.</param>
    /// <param name="fingerprint">Of the content.</param>
    /// <param name="buffer">Is emptied and used.</param>
    public CallbackKey Write(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, Fingerprint fingerprint, ByteBuffer buffer)
    {
        buffer.Truncate(0);
        PercentEncoding.Append(_profile, buffer);
        var hasValue = false;
        foreach (var path in _identity)
        {
            buffer.Append((byte)'/');

            // The value is written where it will stand, and once more behind itself if it needs encoding.
            var start = buffer.Length;
            if (method.TryAppendIdentity(fields, rendering, content, path, buffer))
            {
                EncodeFrom(start, buffer);
                hasValue = true;
            }
            else if (!path.IsOptional)
            {
                AppendFingerprint(fingerprint, buffer);
                hasValue = true;
            }
        }

        if (!hasValue)
        {
            AppendFingerprint(fingerprint, buffer);
        }

        var key = Encoding.ASCII.GetString(buffer.Written);
        return new CallbackKey(key.Length <= CallbackKey.MaxLength ? key : Digest(key));
    }

    /// <summary>The key of a token: <c>@</c> begins none of an event's.</summary>
    public CallbackKey WriteToken(ReadOnlySpan<byte> token, ByteBuffer buffer)
    {
        buffer.Truncate(0);
        PercentEncoding.Append(_profile, buffer);
        buffer.Append("/@"u8);
        AppendHex(Fingerprint.Of(token), buffer);
        var key = Encoding.ASCII.GetString(buffer.Written);
        return new CallbackKey(key.Length <= CallbackKey.MaxLength ? key : Digest(key));
    }

    /// <summary>What stands for a key that is too long: the first part, so that a person sees whose it is, and a digest of all.</summary>
    public static string Digest(string key)
    {
        const int readable = 64;
        var end = Math.Min(key.IndexOf('/', StringComparison.Ordinal), readable);
        return $"{key[..end]}/#{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)))}";
    }

    private static void AppendFingerprint(Fingerprint fingerprint, ByteBuffer buffer)
    {
        buffer.Append((byte)'~');
        AppendHex(fingerprint, buffer);
    }

    private static void AppendHex(Fingerprint fingerprint, ByteBuffer buffer)
    {
        fingerprint.Value.TryFormat(buffer.Reserve(32), out var written, "x32", provider: null);
        buffer.Advance(written);
    }

    private static void EncodeFrom(int start, ByteBuffer buffer)
    {
        var length = buffer.Length - start;
        if (PercentEncoding.IsPlain(buffer.Written[start..]))
        {
            return;
        }

        // Reserved at once, so that the value does not move while it is read.
        buffer.Reserve(length * 3);
        PercentEncoding.Append(buffer.Written[start..], buffer);
        buffer.RemoveRange(start, length);
    }
}
