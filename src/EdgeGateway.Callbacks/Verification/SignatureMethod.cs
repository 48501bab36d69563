using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;

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

    /// <summary>Whether the signature leaves open what the outermost field holds, or whether it is there.</summary>
    /// <param name="fields">The verified callback.</param>
    /// <param name="index">An outermost field.</param>
    /// <param name="rendering">The rendering that matched.</param>
    /// <param name="rules">What the scheme documents and the profile allows.</param>
    /// <param name="text">Is emptied and used.</param>
    public abstract bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text);

    /// <summary>What the fingerprint is taken of: the canonical content that <see cref="Verify"/> left, or one that is written now.</summary>
    public virtual ReadOnlySpan<byte> ContentOf(in CallbackFields fields, CallbackWorkspace workspace) => workspace.Content.Written;

    /// <summary>The signed octets, where they are not the content; otherwise empty.</summary>
    public virtual ReadOnlySpan<byte> TokenOf(in CallbackFields fields) => default;

    /// <summary>Appends the text of an identity field of a verified callback; false when it is missing or empty.</summary>
    public abstract bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output);

    /// <summary>Whether the signature vouches for every field of the body.</summary>
    protected SignatureCoverage CoverageOf(in VerificationInput input, Rendering rendering)
    {
        for (var index = 1; index < input.Fields.Count; index = input.Fields[index].End)
        {
            if (IsUncovered(input.Fields, index, rendering, input.Coverage, input.Workspace.Text))
            {
                return SignatureCoverage.Partial;
            }
        }

        return SignatureCoverage.Full;
    }
}
