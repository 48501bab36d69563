using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// Writes keys such as <c>cactus/21/905910/3</c>: the profile and the identity fields' values, percent-encoded so that different values
/// never give the same key. A missing field becomes <c>~</c> and the fingerprint, so that callbacks without an id stay distinct; a missing
/// optional field stays empty.
/// </summary>
internal sealed class CallbackKeyWriter(string profile, ImmutableArray<IdentityField> identity, FieldsMethod method) : CallbackNaming
{
    private readonly byte[] _profile = Encoding.UTF8.GetBytes(profile);
    private readonly ImmutableArray<IdentityPath> _identity = [.. identity.Select(static field => new IdentityPath(field))];

    public override CallbackIdentity Identify(in VerificationInput input, in VerificationResult result)
    {
        var workspace = input.Workspace;
        var fields = input.Fields;
        var content = method.ContentOf(fields, workspace);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        workspace.Digest(SignatureAlgorithm.Sha256, content, digest);
        var fingerprint = Fingerprint.OfDigest(digest);
        var key = Write(fields, result.Rendering, content, fingerprint, workspace.Text);
        var token = method.TokenOf(fields);
        return new CallbackIdentity(key, fingerprint, token.IsEmpty ? null : WriteToken(token, workspace.Text));
    }

    /// <param name="fields">The parsed callback.</param>
    /// <param name="rendering">The rendering that matched.</param>
    /// <param name="content">What the signature covers.</param>
    /// <param name="fingerprint">Of the content.</param>
    /// <param name="buffer">Scratch buffer; its content is overwritten.</param>
    public CallbackKey Write(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, Fingerprint fingerprint, ByteBuffer buffer)
    {
        buffer.Truncate(0);
        PercentEncoding.Append(_profile, buffer);
        var hasValue = false;
        foreach (var path in _identity)
        {
            buffer.Append((byte)'/');

            // The value is written in place. If it needs encoding, the encoded form is appended and then replaces it.
            var start = buffer.Length;
            if (method.TryAppendIdentity(fields, rendering, content, path, buffer))
            {
                KeyText.EncodeFrom(start, buffer);
                hasValue = true;
            }
            else if (!path.IsOptional)
            {
                KeyText.AppendFingerprint(fingerprint, buffer);
                hasValue = true;
            }
        }

        if (!hasValue)
        {
            KeyText.AppendFingerprint(fingerprint, buffer);
        }

        return KeyText.ToKey(buffer);
    }

    /// <summary>The key of a token. Keys of events never contain a part that starts with <c>@</c>.</summary>
    public CallbackKey WriteToken(ReadOnlySpan<byte> token, ByteBuffer buffer)
    {
        buffer.Truncate(0);
        PercentEncoding.Append(_profile, buffer);
        buffer.Append("/@"u8);
        KeyText.AppendHex(Fingerprint.Of(token), buffer);
        return KeyText.ToKey(buffer);
    }
}
