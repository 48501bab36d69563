using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Tests.Sqlite.Sweeping;

/// <summary>
/// An operation that runs a test's code on the writer's thread. Operations that the code adds to the queue are there when the writer
/// continues, so the writer is not idle in between, and form the next group.
/// </summary>
internal sealed class WriterStep(Action<LedgerDatabase, long> action) : LedgerOperation
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    /// <summary>Completes after the commit, or fails with the code's exception.</summary>
    public Task Ended => _ended.Task;

    public override bool TryStart() => true;

    public override void Execute(LedgerDatabase database, long now)
    {
        try
        {
            action(database, now);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _ended.SetResult();
        }
        else
        {
            _ended.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _ended.SetException(exception);
}
