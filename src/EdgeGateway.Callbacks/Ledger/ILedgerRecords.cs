namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The records of a ledger, for an operator's tools. Gateways that use the ledger may run meanwhile.</summary>
public interface ILedgerRecords : IAsyncDisposable
{
    /// <summary>Whether the last reading ended before all records were examined.</summary>
    bool IsIncomplete { get; }

    /// <summary>Finds the record of a key; null if there is none.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<LedgerRecord?> FindAsync(CallbackKey key, CancellationToken cancellationToken);

    /// <summary>Reads records: the newest first if the store knows, otherwise in any order.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    IAsyncEnumerable<LedgerRecord> ReadAsync(LedgerRecordFilter filter, CancellationToken cancellationToken);

    /// <summary>Frees a claimed key, as its owner would.</summary>
    /// <param name="record">The claimed record, as it was read.</param>
    /// <param name="retention">How long the record is kept from now on.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>False if the record has changed since.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> ReleaseAsync(LedgerRecord record, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Removes a record that nobody holds. The merchant receives the next callback with this key as a new one.</summary>
    /// <returns>False if there is none, or if it is claimed and its lease has not ended.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> ForgetAsync(CallbackKey key, CancellationToken cancellationToken);

    /// <summary>Adds a line to the ledger's audit trail.</summary>
    /// <returns>Where the trail is.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<string> AuditAsync(string line, CancellationToken cancellationToken);
}
