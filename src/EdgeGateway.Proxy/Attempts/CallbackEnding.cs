using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>How an attempt ended, and what the provider is answered.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">The status of the gateway's own answer; 0 where the merchant's answer or <see cref="Recorded"/> is sent.</param>
/// <param name="Reason">Why; none where the outcome says it all.</param>
internal readonly record struct CallbackEnding(CallbackOutcome Outcome, int Status = 0, CallbackReason Reason = CallbackReason.None)
{
    /// <summary>When the provider should send again; null where the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The value of the <c>Allow</c> header; null for none.</summary>
    public string? AllowedMethods { get; init; }

    /// <summary>What the merchant acknowledged an earlier attempt with, which a duplicate is answered with; otherwise null.</summary>
    public RecordedAcknowledgement? Recorded { get; init; }
}
