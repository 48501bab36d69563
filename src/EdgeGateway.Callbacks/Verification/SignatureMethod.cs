using System.Collections.Immutable;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One family of schemes. Stateless and safe for concurrent use.</summary>
internal abstract class SignatureMethod
{
    /// <summary>The header that carries the signature, or null if it is elsewhere.</summary>
    public abstract string? SignatureHeader { get; }

    /// <summary>Whether the signed content preserves the nesting of fields.</summary>
    public abstract bool SignsNesting { get; }

    /// <summary>Fills the workspace with the parts of the request.</summary>
    public abstract RefusalReason Parse(in CallbackMessage message, CallbackWorkspace workspace);

    /// <summary>Appends the text of a value of a request that was not verified, as far as it can be read; for logs only.</summary>
    /// <param name="input">The request, with the workspace as <see cref="Parse"/> left it.</param>
    /// <param name="parsed">What <see cref="Parse"/> returned.</param>
    /// <param name="source">The value.</param>
    /// <param name="output">Where the text is appended.</param>
    public abstract bool TryAppendUnverified(in VerificationInput input, RefusalReason parsed, ValueSource source, ByteBuffer output);

    /// <summary>The name of the field that is the reason for a refusal; empty if it is not a single field.</summary>
    /// <param name="input">The refused request, with the workspace as <see cref="Parse"/> left it.</param>
    /// <param name="reason">Why it was refused.</param>
    public virtual ReadOnlySpan<byte> FindFault(in VerificationInput input, RefusalReason reason) =>
        reason == RefusalReason.DuplicateName ? input.Workspace.LastName(input.Message.Body) : default;

    /// <summary>Whether one of the keys signed the parsed request.</summary>
    public abstract VerificationResult Verify(in VerificationInput input);

    /// <summary>Whether the signed value of a verified callback's field is the one that the profile requires.</summary>
    public abstract bool Meets(in VerificationInput input, in VerificationResult result, Requirement requirement);

    /// <summary>Whether a different value would need a different signature.</summary>
    public abstract bool Signs(ValueSource source);

    /// <summary>The same method, which also looks for the values that a profile reads.</summary>
    public virtual SignatureMethod LookingFor(IEnumerable<ValueSource> sources) => this;

    /// <summary>Checks the query string for parameters that the signature does not cover and the profile does not allow.</summary>
    /// <returns>Why the callback is refused, or none.</returns>
    public abstract RefusalReason JudgeQuery(in VerificationInput input);

    /// <summary>The outermost fields that the signature does not cover, for the merchant; null if that is not known per field.</summary>
    public abstract string? ListUncovered(in VerificationInput input, in VerificationResult result);

    /// <summary>Creates the builder of one profile's keys.</summary>
    /// <param name="profile">The profile's name.</param>
    /// <param name="identity">The fields that name an event; the scheme's own if the profile names none.</param>
    public abstract CallbackNaming CreateNaming(string profile, ImmutableArray<IdentityField> identity);

    /// <summary>Whether a verified callback is a fact, and not a question to which the answer may change.</summary>
    public virtual bool IsFact(in VerificationInput input) => true;

    /// <summary>The acknowledgement's text if it contains values of the callback; otherwise null.</summary>
    public virtual byte[]? ExpectedAnswer(in VerificationInput input) => null;
}
