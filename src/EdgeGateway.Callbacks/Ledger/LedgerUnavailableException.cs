namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The ledger did not answer; whether the operation happened is unknown.</summary>
public sealed class LedgerUnavailableException : Exception
{
    /// <summary>Creates the exception. The message must not contain a key, a secret or a connection string.</summary>
    public LedgerUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the operation certainly did not and will not happen, because it was never sent to the ledger.</summary>
    public bool WasNeverSent { get; init; }
}
