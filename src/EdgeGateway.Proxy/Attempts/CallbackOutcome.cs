namespace EdgeGateway.Proxy.Attempts;

/// <summary>The closed list of how a callback's attempt can end; a metric tag and a word in the log.</summary>
public enum CallbackOutcome
{
    /// <summary>No room has decided yet. Never the end: whoever sees it there answers 500.</summary>
    None,

    /// <summary>The merchant acknowledged, and its answer went to the provider.</summary>
    Delivered,

    /// <summary>A duplicate, answered with what the merchant acknowledged before.</summary>
    AlreadySettled,

    /// <summary>The same callback is being forwarded right now.</summary>
    InFlight,

    /// <summary>Another content under a known key, refused.</summary>
    Conflict,

    /// <summary>The signature does not fit.</summary>
    SignatureRejected,

    /// <summary>The body cannot be read, or could be read in two ways.</summary>
    Malformed,

    /// <summary>The body is longer than the profile allows.</summary>
    BodyTooLarge,

    /// <summary>The body is of a kind that the scheme does not have.</summary>
    UnsupportedMedia,

    /// <summary>The sender's address is not one of the provider's.</summary>
    SourceRefused,

    /// <summary>The merchant answered but did not acknowledge.</summary>
    MerchantRefused,

    /// <summary>The callback did not reach the merchant.</summary>
    MerchantUnreachable,

    /// <summary>The callback was sent to the merchant and no whole answer came back.</summary>
    Indeterminate,

    /// <summary>The ledger did not answer, so nothing was forwarded.</summary>
    LedgerUnavailable,

    /// <summary>The provider hung up or was too slow before its body was complete.</summary>
    Aborted,

    /// <summary>A limit of the operator's is reached; the provider is to come again.</summary>
    Overloaded,
}
