namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The ledger did not answer; whether the operation happened is unknown.</summary>
public sealed class LedgerUnavailableException : Exception
{
    /// <summary>With a message that holds no key, no secret and no connection string.</summary>
    public LedgerUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the operation certainly did not happen and never will: the ledger was not asked.</summary>
    public bool WasNeverSent { get; init; }
}
