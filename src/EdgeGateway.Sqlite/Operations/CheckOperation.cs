using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite.Operations;

internal sealed class CheckOperation : PooledOperation<bool>
{
    /// <inheritdoc/>
    public override void Execute(LedgerDatabase database, long now) => database.Check(now);

    /// <inheritdoc/>
    protected override void Recycle()
    {
        // A readiness probe every few seconds is not worth a pool.
    }
}
