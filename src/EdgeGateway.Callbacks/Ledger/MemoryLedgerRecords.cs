using System.Runtime.CompilerServices;

namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The records of a <see cref="MemoryCallbackLedger"/>, in the process that has it.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="audit">Receives the lines of the audit trail.</param>
/// <param name="trail">Where the trail is, for people.</param>
public sealed class MemoryLedgerRecords(MemoryCallbackLedger ledger, Action<string> audit, string trail) : ILedgerRecords
{
    /// <inheritdoc/>
    public bool IsIncomplete => false;

    /// <inheritdoc/>
    public ValueTask<LedgerRecord?> FindAsync(CallbackKey key, CancellationToken cancellationToken) => new(ledger.Find(key));

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerRecord> ReadAsync(LedgerRecordFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in ledger.Read(filter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(LedgerRecord record, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.Owner is { } owner && ledger.Release(record.Key, owner, retention));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ForgetAsync(CallbackKey key, CancellationToken cancellationToken) => new(ledger.Forget(key));

    /// <inheritdoc/>
    public ValueTask<string> AuditAsync(string line, CancellationToken cancellationToken)
    {
        audit(line);
        return new(trail);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
