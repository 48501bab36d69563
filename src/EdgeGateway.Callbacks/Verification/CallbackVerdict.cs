using System.Collections.Immutable;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The verdict on one callback, and what it tells of where it is verified.</summary>
public readonly record struct CallbackVerdict
{
    /// <summary>Why it is refused; none when it is verified.</summary>
    public RefusalReason Reason { get; init; }

    /// <summary>Whether the provider has sent this. Nothing below means anything otherwise.</summary>
    public bool IsVerified => Reason == RefusalReason.None;

    /// <summary>Whether the body could not be read, as opposed to a signature that does not fit.</summary>
    public bool IsMalformed => Reason is > RefusalReason.None and < RefusalReason.SignatureMissing;

    /// <summary>The key that matched.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>The rendering of the content that matched.</summary>
    public Rendering Rendering { get; init; }

    /// <summary>How much of this callback the signature vouches for.</summary>
    public SignatureCoverage Coverage { get; init; }

    /// <summary>Which event it tells of, and with which content.</summary>
    public CallbackIdentity Identity { get; init; }

    /// <summary>
    /// The outermost fields that the signature leaves open, percent-encoded, separated by commas, 1 KiB at most and <c>…</c> where
    /// there are more; null where it covers all of them.
    /// </summary>
    public string? Uncovered { get; init; }

    /// <summary>Whether the scheme calls it a question: it is forwarded each time, and never answered from the ledger.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>The text of the acknowledgement that the provider expects, where it repeats values of the callback; otherwise null.</summary>
    public byte[]? ExpectedAnswer { get; init; }

    /// <summary>What was paid; null where money is not counted, or where the callback names none or has several items.</summary>
    public Amount? Amount { get; init; }

    /// <summary>What was paid by the items of a callback that has several; otherwise empty.</summary>
    public ImmutableArray<Amount> ItemAmounts
    {
        get => field.IsDefault ? [] : field;
        init;
    }
}
