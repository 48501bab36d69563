using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One family of schemes. Stateless and safe for concurrent use.</summary>
internal abstract class SignatureMethod
{
    /// <summary>The header that carries the signature, or null where something else does.</summary>
    public abstract string? SignatureHeader { get; }

    /// <summary>Whether a field within a field can be found in what is signed.</summary>
    public abstract bool SignsNesting { get; }

    /// <summary>Fills the workspace with the parts of the request.</summary>
    public abstract RefusalReason Parse(in CallbackMessage message, CallbackWorkspace workspace);

    /// <summary>Says whether one of the keys signed what was parsed.</summary>
    public abstract VerificationResult Verify(in VerificationInput input);

    /// <summary>Whether a field of a verified callback has the value that the profile requires, by what was signed.</summary>
    public abstract bool Meets(in VerificationInput input, in VerificationResult result, Requirement requirement);

    /// <summary>Whether another value would need another signature.</summary>
    public abstract bool Signs(ValueSource source);

    /// <summary>The same method, which also looks for what a profile reads of a callback.</summary>
    public virtual SignatureMethod LookingFor(IEnumerable<ValueSource> sources) => this;

    /// <summary>Whether the query string holds what neither the signature covers nor the profile allows.</summary>
    /// <returns>Why the callback is refused, or none.</returns>
    public abstract RefusalReason JudgeQuery(in VerificationInput input);

    /// <summary>The outermost fields that the signature leaves open, for the merchant; null where that is not known field by field.</summary>
    public abstract string? ListUncovered(in VerificationInput input, in VerificationResult result);

    /// <summary>What names the callbacks of one profile.</summary>
    /// <param name="profile">The profile's name.</param>
    /// <param name="identity">The fields that name an event; the scheme's own where the profile names none.</param>
    public abstract CallbackNaming CreateNaming(string profile, ImmutableArray<IdentityField> identity);

    /// <summary>Whether a verified callback is a fact, and not a question that is asked anew each time.</summary>
    public virtual bool IsFact(in VerificationInput input) => true;

    /// <summary>The text of the acknowledgement, where it repeats values of the callback; otherwise null.</summary>
    public virtual byte[]? ExpectedAnswer(in VerificationInput input) => null;
}
