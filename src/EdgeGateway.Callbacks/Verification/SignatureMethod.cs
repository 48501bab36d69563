using System.Collections.Immutable;

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
