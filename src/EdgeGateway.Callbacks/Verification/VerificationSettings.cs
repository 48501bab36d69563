using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a profile may set about the way its scheme verifies.</summary>
public sealed record VerificationSettings
{
    /// <summary>By how much the provider's clock may be off.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What ties a token to its body.</summary>
    public TokenBinding TokenBinding { get; init; } = TokenBinding.InvoiceId;

    /// <summary>Whether content without empty strings at any level is tried too, which leaves those uncovered.</summary>
    public bool DropEmptyEverywhere { get; init; }
}
