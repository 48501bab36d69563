using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite.Operations;

internal sealed class ClaimOperation(OperationPool<ClaimOperation> pool) : PooledOperation<ClaimResult>
{
    public ClaimRequest Request { get; set; }

    /// <inheritdoc/>
    public override void Execute(LedgerDatabase database, long now) => Result = database.Claim(Request, now);

    /// <inheritdoc/>
    protected override void Recycle()
    {
        Request = default;
        pool.Return(this);
    }
}
