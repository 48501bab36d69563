using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>What the deduplication room leaves: the claims that the attempt holds, and what the merchant is told about them.</summary>
internal readonly record struct CallbackClaims
{
    /// <summary>The claim that the merchant's acknowledgement is recorded under; null where none is held.</summary>
    public Claim? Main { get; init; }

    /// <summary>The claims that are held with <see cref="Main"/>, and settled or released with it; null for none.</summary>
    public IReadOnlyList<Claim>? Others { get; init; }

    /// <summary>How many times this callback was let through, including this time.</summary>
    public int Attempt
    {
        get => Math.Max(field, 1);
        init;
    }

    /// <summary>Whether another content holds the event's key.</summary>
    public bool IsConflict { get; init; }

    /// <summary>The key of this content, where another content holds the event's; null: the event's key names the callback.</summary>
    public CallbackKey? ContentKey { get; init; }

    /// <summary>Whether it is let through without a claim because the ledger did not answer.</summary>
    public bool IsUnclaimed { get; init; }
}
