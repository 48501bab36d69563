using System.Collections.Immutable;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>What is known of how one provider signs, identifies and repeats its callbacks.</summary>
public sealed record SignatureScheme
{
    internal SignatureScheme(SignatureMethod method) => Method = method;

    /// <summary>The name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's page that the scheme was written from.</summary>
    public required Uri Documentation { get; init; }

    /// <summary>The bodies that the provider sends.</summary>
    public required BodyFormats BodyFormats { get; init; }

    /// <summary>Whether a valid signature vouches for the whole body.</summary>
    public required SignatureCoverage Coverage { get; init; }

    /// <summary>The fields that name the event, in the order in which they stand in the callback's key.</summary>
    public required ImmutableArray<IdentityField> Identity { get; init; }

    /// <summary>
    /// The outermost fields that the provider's pages name, for schemes that do not sign the case of names; otherwise empty.
    /// </summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Those of <see cref="Fields"/> that may be blank by the provider's own samples, for schemes that leave blank fields out.</summary>
    public ImmutableArray<string> BlankFields { get; init; } = [];

    /// <summary>What the provider takes as an acknowledgement.</summary>
    public required AcknowledgementRule Acknowledgement { get; init; }

    /// <summary>What to do with another content under a known key unless the profile says otherwise.</summary>
    public required ConflictPolicy OnConflict { get; init; }

    /// <summary>How long after the event the provider may still send it again; null where it is not documented.</summary>
    public TimeSpan? RetryHorizon { get; init; }

    /// <summary>Whether the signature holds a time and expires; one that does not verifies for ever, and so does a captured callback.</summary>
    public bool SignsTime { get; init; }

    /// <summary>Where a callback says what was paid; null where the provider documents no field for it.</summary>
    public SchemeAmount? Amount { get; init; }

    /// <summary>The request header that carries the signature, or null where the body does.</summary>
    public string? SignatureHeader => Method.SignatureHeader;

    /// <summary>Whether what is signed still shows which field is within which; a joined string does not.</summary>
    public bool SignsNesting => Method.SignsNesting;

    /// <summary>How the signature is made.</summary>
    internal SignatureMethod Method { get; }
}
