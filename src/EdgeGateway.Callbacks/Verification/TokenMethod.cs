using System.Security.Cryptography;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// CryptoCloud: the field <c>token</c> is a JWT, HS256, whose claims are the invoice's id and an expiry. It vouches for nothing
/// else of the body. <see href="https://docs.cryptocloud.plus/en/api-reference-v2/postback"/>
/// </summary>
internal sealed class TokenMethod : FieldsMethod
{
    private const string TokenName = "token";

    // The fingerprint covers everything except the token, which differs with each send.
    private static readonly SortedJsonCanonicalizer _content = new(TokenName);

    public override string? SignatureHeader => null;

    public override bool SignsNesting => true;

    private static ReadOnlySpan<byte> TokenField => "token"u8;

    private static ReadOnlySpan<byte> InvoiceField => "invoice_id"u8;

    private static ReadOnlySpan<byte> InvoicePrefix => "INV-"u8;

    public override VerificationResult Verify(in VerificationInput input)
    {
        var fields = input.Fields;
        var index = fields.Find(parent: 0, TokenField);
        if (index < 0 || fields[index].ValueLength == 0)
        {
            return VerificationResult.Refused(RefusalReason.SignatureMissing);
        }

        if (fields[index].Kind != FieldKind.String || fields[index].IsValueEscaped)
        {
            return VerificationResult.Refused(RefusalReason.TokenMalformed);
        }

        var workspace = input.Workspace;
        var reason = JsonWebToken.TryRead(fields.RawValueOf(fields[index]), workspace.SignatureBase, workspace.Token, out var token);
        if (reason != RefusalReason.None)
        {
            return VerificationResult.Refused(reason);
        }

        if (FindKey(input.Keys, token, workspace) is not { } key)
        {
            return VerificationResult.Refused(RefusalReason.SignatureMismatch);
        }

        reason = Judge(token, input);
        return reason == RefusalReason.None
            ? new VerificationResult(RefusalReason.None, key, Rendering.Documented, SignatureCoverage.Partial)
            : VerificationResult.Refused(reason);
    }

    public override bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text)
    {
        var name = fields.NameOf(fields[index]);
        return !name.SequenceEqual(TokenField) && !(rules.BindsInvoice && name.SequenceEqual(InvoiceField));
    }

    /// <summary>Written only now, because the verdict does not depend on it.</summary>
    public override ReadOnlySpan<byte> ContentOf(in CallbackFields fields, CallbackWorkspace workspace)
    {
        workspace.Content.Truncate(0);
        _content.AppendContent(fields, Rendering.Documented, allowAmbiguous: false, workspace.Content);
        return workspace.Content.Written;
    }

    public override bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output)
    {
        var start = output.Length;
        if (!_content.TryAppendIdentity(fields, rendering, content, identity, output))
        {
            return false;
        }

        if (identity.IsOutermost && identity.Outer.SequenceEqual(InvoiceField)
            && output.Written[start..].StartsWith(InvoicePrefix) && output.Length > start + InvoicePrefix.Length)
        {
            // An invoice has the same identity with and without the prefix.
            output.RemoveRange(start, InvoicePrefix.Length);
        }

        return true;
    }

    /// <summary>Excludes the signature, which can be encoded in more than one way.</summary>
    public override ReadOnlySpan<byte> TokenOf(in CallbackFields fields)
    {
        var token = fields.RawValueOf(fields[fields.Find(parent: 0, TokenField)]);
        return token[..token.LastIndexOf((byte)'.')];
    }

    protected override bool SignsField(string name) => name == "invoice_id";

    private static SigningKey? FindKey(KeyRing keys, in JsonWebToken token, CallbackWorkspace workspace)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return FindKey(keys, token, workspace, expected);
    }

    private static SigningKey? FindKey(KeyRing keys, in JsonWebToken token, CallbackWorkspace workspace, Span<byte> expected)
    {
        foreach (var key in keys.Keys)
        {
            workspace.Hmac(key, token.SignatureBase, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, token.Signature))
            {
                return key;
            }
        }

        return null;
    }

    private static RefusalReason Judge(in JsonWebToken token, in VerificationInput input)
    {
        var reason = TokenClaims.TryRead(token.Claims, input.Workspace.Token, input.Workspace.Text, out var claims);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var skew = input.Settings.ClockSkew;
        if (input.Now.ToUnixTimeMilliseconds() / 1000.0 >= claims.Expires + skew.TotalSeconds)
        {
            return RefusalReason.TokenExpired;
        }

        return input.Settings.TokenBinding == TokenBinding.None || NamesInvoice(claims.Id, input)
            ? RefusalReason.None
            : RefusalReason.TokenBinding;
    }

    private static bool NamesInvoice(ReadOnlySpan<byte> id, in VerificationInput input)
    {
        var index = input.Fields.Find(parent: 0, InvoiceField);
        if (id.IsEmpty || index < 0 || input.Fields[index].Kind is not (FieldKind.String or FieldKind.Number))
        {
            return false;
        }

        // Use another buffer: growing this one would invalidate the claim's span.
        var text = input.Workspace.Content;
        text.Truncate(0);
        input.Fields.AppendText(input.Fields[index], text);
        var invoice = WithoutPrefix(text.Written);
        return !invoice.IsEmpty && invoice.SequenceEqual(WithoutPrefix(id));
    }

    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> id) =>
        id.StartsWith(InvoicePrefix) ? id[InvoicePrefix.Length..] : id;
}
