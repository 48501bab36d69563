using System.Collections.Immutable;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The verdict on one callback and, if it is verified, what it contains.</summary>
public readonly record struct CallbackVerdict
{
    /// <summary>Why it is refused; none if it is verified.</summary>
    public RefusalReason Reason { get; init; }

    /// <summary>Whether the provider sent this callback. The members below are only valid if it did.</summary>
    public bool IsVerified => Reason == RefusalReason.None;

    /// <summary>Whether the request could not be read, as opposed to a wrong signature.</summary>
    public bool IsMalformed => Reason is > RefusalReason.None and < RefusalReason.SignatureMissing;

    /// <summary>The key that matched.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>The rendering of the content that matched.</summary>
    public Rendering Rendering { get; init; }

    /// <summary>How much of this callback the signature vouches for.</summary>
    public SignatureCoverage Coverage { get; init; }

    /// <summary>The event and the content.</summary>
    public CallbackIdentity Identity { get; init; }

    /// <summary>
    /// The outermost fields that the signature does not cover, percent-encoded and separated by commas; at most 1 KiB, followed by <c>…</c>
    /// if there are more. Null if it covers all of them.
    /// </summary>
    public string? Uncovered { get; init; }

    /// <summary>
    /// Whether the callback is a question by the rules of the scheme: it is forwarded each time and never answered from the ledger.
    /// </summary>
    public bool IsQuestion { get; init; }

    /// <summary>The acknowledgement that the provider expects, if it contains values of the callback; otherwise null.</summary>
    public byte[]? ExpectedAnswer { get; init; }

    /// <summary>The amount; null if amounts are not counted, or if the callback has none or several items.</summary>
    public Amount? Amount { get; init; }

    /// <summary>The amounts of the items of a callback with several; otherwise empty.</summary>
    public ImmutableArray<Amount> ItemAmounts
    {
        get => field.IsDefault ? [] : field;
        init;
    }
}
