using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite.Operations;

internal sealed class CheckOperation : PooledOperation<bool>
{
    /// <inheritdoc/>
    public override void Execute(LedgerDatabase database, long now) => database.Check(now);

    /// <inheritdoc/>
    protected override void Recycle()
    {
        // Not pooled: there is only one readiness probe every few seconds.
    }
}
