using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite.Operations;

/// <summary>
/// What one caller asked for. The writer calls <see cref="TryStart"/> and <see cref="Execute"/> within a transaction, then
/// exactly once <see cref="Complete"/> or <see cref="Fail"/>; the operation is not the writer's any more after that.
/// </summary>
internal abstract class LedgerOperation
{
    /// <summary>False if the caller has already given up; then the operation must not be executed.</summary>
    public abstract bool TryStart();

    /// <summary>Runs the operation and keeps its result until the transaction is committed.</summary>
    public abstract void Execute(LedgerDatabase database, long now);

    /// <summary>Gives the caller the result.</summary>
    public abstract void Complete();

    /// <summary>Gives the caller <paramref name="exception"/>.</summary>
    public abstract void Fail(Exception exception);
}
