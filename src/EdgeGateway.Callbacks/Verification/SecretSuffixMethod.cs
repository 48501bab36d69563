using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The signature is the hexadecimal digest of a canonical form of all fields followed by the secret.</summary>
internal sealed class SecretSuffixMethod(SignatureLocation location, SignatureAlgorithm algorithm, Canonicalizer canonicalizer)
    : FieldsMethod
{
    private readonly int _size = SignatureAlgorithms.SizeOf(algorithm);

    public override string? SignatureHeader => location.Header;

    public override bool SignsNesting => canonicalizer.KeepsNesting;

    /// <summary>Where the provider puts the signature.</summary>
    public SignatureLocation Location => location;

    public override VerificationResult Verify(in VerificationInput input)
    {
        Span<byte> presented = stackalloc byte[SignatureAlgorithms.MaxSize];
        presented = presented[.._size];
        var signature = location.BodyField is { } name ? ReadField(input.Fields, name, presented) : ReadHeader(input.Message.Headers?.Find(location.Header!), presented);
        return Verify(input, signature, presented);
    }

    /// <summary>Signs the fields in the documented rendering.</summary>
    /// <param name="input">What to sign.</param>
    /// <param name="key">The secret.</param>
    /// <param name="signature">Receives the signature and is reduced to it; at least <see cref="SignatureAlgorithms.MaxSize"/> bytes.</param>
    /// <returns>Why the fields cannot be signed, or none.</returns>
    public RefusalReason Sign(in VerificationInput input, SigningKey key, ref Span<byte> signature)
    {
        var reason = WriteContent(input, input.Settings.AllowAmbiguousValues);
        if (reason == RefusalReason.None)
        {
            signature = signature[.._size];
            Digest(key, canonicalizer.BaseOf(input.Workspace.Content, input.Workspace.SignatureBase), input.Workspace, signature);
        }

        return reason;
    }

    /// <summary>Writes the content in the documented rendering, also if it is ambiguous. Returns false if it cannot be written.</summary>
    public bool TryWriteContent(in VerificationInput input) => WriteContent(input, allowAmbiguous: true) == RefusalReason.None;

    public override ReadOnlySpan<byte> FindFault(in VerificationInput input, RefusalReason reason)
    {
        var fields = input.Fields;
        var content = input.Workspace.Content;
        content.Truncate(0);
        return reason is RefusalReason.AmbiguousName or RefusalReason.AmbiguousValue
            && canonicalizer.FindFault(fields, reason, input.Settings.AllowAmbiguousValues, content) is var index and > 0
                ? fields.NameOf(fields[index])
                : base.FindFault(input, reason);
    }

    public override bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output) =>
        canonicalizer.TryAppendIdentity(fields, rendering, content, identity, output);

    public override bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text) =>
        canonicalizer.IsUncovered(fields, index, rendering, rules, text);

    protected override bool SignsField(string name) => canonicalizer.Signs(name);

    /// <param name="input">What to verify.</param>
    /// <param name="signature">Why there is no signature, or none.</param>
    /// <param name="presented">The signature.</param>
    private VerificationResult Verify(in VerificationInput input, RefusalReason signature, ReadOnlySpan<byte> presented)
    {
        foreach (var rendering in canonicalizer.Renderings)
        {
            if (rendering != Rendering.Documented && !IsWorthTrying(input, rendering))
            {
                continue;
            }

            // Ambiguous content is malformed whatever its signature, so it is checked first; the other renderings are not tried.
            var content = input.Workspace.Content;
            content.Truncate(0);
            var reason = canonicalizer.AppendContent(input.Fields, rendering, input.Settings.AllowAmbiguousValues, content);
            if (reason == RefusalReason.None)
            {
                reason = signature;
            }

            if (reason != RefusalReason.None)
            {
                return VerificationResult.Refused(reason);
            }

            if (FindKey(input, content, presented) is { } key)
            {
                return new VerificationResult(RefusalReason.None, key, rendering, CoverageOf(input, rendering));
            }
        }

        return VerificationResult.Refused(RefusalReason.SignatureMismatch);
    }

    private RefusalReason WriteContent(in VerificationInput input, bool allowAmbiguous)
    {
        input.Workspace.Content.Truncate(0);
        return canonicalizer.AppendContent(input.Fields, Rendering.Documented, allowAmbiguous, input.Workspace.Content);
    }

    private bool IsWorthTrying(in VerificationInput input, Rendering rendering) =>
        (rendering != Rendering.EmptyDropped || input.Settings.DropEmptyEverywhere) && canonicalizer.Differs(input.Fields, rendering);

    private SigningKey? FindKey(in VerificationInput input, ByteBuffer content, ReadOnlySpan<byte> presented)
    {
        Span<byte> expected = stackalloc byte[SignatureAlgorithms.MaxSize];
        var signatureBase = canonicalizer.BaseOf(content, input.Workspace.SignatureBase);
        return FindKey(input.Keys, signatureBase, presented, input.Workspace, expected[.._size]);
    }

    private SigningKey? FindKey(
        KeyRing keys, ByteBuffer signatureBase, ReadOnlySpan<byte> presented, CallbackWorkspace workspace, Span<byte> expected)
    {
        foreach (var key in keys.Keys)
        {
            Digest(key, signatureBase, workspace, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, presented))
            {
                return key;
            }
        }

        return null;
    }

    private void Digest(SigningKey key, ByteBuffer signatureBase, CallbackWorkspace workspace, Span<byte> digest)
    {
        var length = signatureBase.Length;
        signatureBase.Append(key.Secret);
        workspace.Digest(algorithm, signatureBase.Written, digest);
        signatureBase.Truncate(length, zero: true);
    }

    private static RefusalReason ReadField(in CallbackFields fields, ReadOnlySpan<byte> name, Span<byte> signature)
    {
        var index = fields.Find(parent: 0, name);
        if (index < 0)
        {
            return RefusalReason.SignatureMissing;
        }

        // Hexadecimal digits need no escapes, so an escaped value is not a signature.
        ref readonly var field = ref fields[index];
        return field.Kind == FieldKind.String ? Decode(fields.RawValueOf(field), signature) : RefusalReason.SignatureMalformed;
    }

    private RefusalReason ReadHeader(string? value, Span<byte> signature)
    {
        if (string.IsNullOrEmpty(value))
        {
            return RefusalReason.SignatureMissing;
        }

        var prefix = location.HeaderPrefix;
        if (!value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || value.Length != prefix.Length + (2 * signature.Length))
        {
            return RefusalReason.SignatureMalformed;
        }

        Span<byte> digits = stackalloc byte[2 * SignatureAlgorithms.MaxSize];
        digits = digits[..(2 * signature.Length)];
        return Ascii.FromUtf16(value.AsSpan(prefix.Length), digits, out _) == OperationStatus.Done
            ? Decode(digits, signature)
            : RefusalReason.SignatureMalformed;
    }

    private static RefusalReason Decode(ReadOnlySpan<byte> digits, Span<byte> signature)
    {
        if (digits.IsEmpty)
        {
            return RefusalReason.SignatureMissing;
        }

        return digits.Length == 2 * signature.Length
            && Convert.FromHexString(digits, signature, out _, out _) == OperationStatus.Done
                ? RefusalReason.None
                : RefusalReason.SignatureMalformed;
    }
}
