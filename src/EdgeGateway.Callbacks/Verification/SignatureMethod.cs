using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One family of schemes. Stateless and safe for concurrent use.</summary>
internal abstract class SignatureMethod
{
    /// <summary>The header that carries the signature, or null where the body does.</summary>
    public abstract string? SignatureHeader { get; }

    /// <summary>Whether a field within a field can be found in what is signed.</summary>
    public abstract bool SignsNesting { get; }

    /// <summary>Says whether one of the keys signed the fields.</summary>
    public abstract VerificationResult Verify(in VerificationInput input);

    /// <summary>What the fingerprint is taken of: the canonical content that <see cref="Verify"/> left, or one that is written now.</summary>
    public virtual ReadOnlySpan<byte> ContentOf(in CallbackFields fields, CallbackWorkspace workspace) => workspace.Content.Written;

    /// <summary>The signed octets, where they are not the content; otherwise empty.</summary>
    public virtual ReadOnlySpan<byte> TokenOf(in CallbackFields fields) => default;

    /// <summary>Appends the text of an identity field of a verified callback; false when it is missing or empty.</summary>
    public abstract bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output);
}
