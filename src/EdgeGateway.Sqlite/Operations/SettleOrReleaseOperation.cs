using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite.Operations;

/// <summary>Settles a claim with an acknowledgement, or releases it without one.</summary>
internal sealed class SettleOrReleaseOperation(OperationPool<SettleOrReleaseOperation> pool) : PooledOperation<bool>
{
    public Claim Claim { get; set; }

    public RecordedAcknowledgement? Acknowledgement { get; set; }

    /// <inheritdoc/>
    public override void Execute(LedgerDatabase database, long now) => Result = Acknowledgement is { } acknowledgement
        ? database.Settle(Claim, acknowledgement, now)
        : database.Release(Claim, now);

    /// <inheritdoc/>
    protected override void Recycle()
    {
        Claim = default;
        Acknowledgement = null;
        pool.Return(this);
    }
}
