using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a profile may set about the way its scheme verifies.</summary>
public sealed record VerificationSettings
{
    /// <summary>By how much the provider's clock may be off.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What ties a token to its body.</summary>
    public TokenBinding TokenBinding { get; init; } = TokenBinding.InvoiceId;

    /// <summary>
    /// Whether a joined string is accepted in which a value could be read as several fields. Such a callback is covered in part
    /// only.
    /// </summary>
    public bool AllowAmbiguousValues { get; init; }

    /// <summary>
    /// The outermost fields of a joined string that are objects. The members of any other object could have stood beside it, so
    /// that it is covered in part only.
    /// </summary>
    public ImmutableArray<string> ObjectFields { get; init; } = [];

    /// <summary>The names of fields that may also stand in the query string, compared without case.</summary>
    public ImmutableArray<string> AllowedQuery { get; init; } = [];

    /// <summary>Whether content without empty strings at any level is tried too, which leaves those uncovered.</summary>
    public bool DropEmptyEverywhere { get; init; }
}
