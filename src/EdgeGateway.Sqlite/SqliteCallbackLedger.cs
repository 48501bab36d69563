using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite;

/// <summary>
/// A ledger in one file, without a server. Completed operations are durable. Several processes may share the file.
/// </summary>
public sealed class SqliteCallbackLedger : ICallbackLedger, IAsyncDisposable
{
    internal const int Capacity = 10_000;

    private readonly OperationQueue _queue = new(Capacity);
    private readonly OperationPool<ClaimOperation> _claims = new(static pool => new ClaimOperation(pool));
    private readonly OperationPool<SettleOrReleaseOperation> _settlements = new(static pool => new SettleOrReleaseOperation(pool));
    private readonly LedgerWriter _writer;
    private readonly StatisticsReader _statistics;

    /// <summary>Opens the file, or creates it.</summary>
    /// <exception cref="LedgerUnavailableException">The file cannot be created, opened or written.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public SqliteCallbackLedger(SqliteLedgerOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);

        try
        {
            var file = new LedgerFile(options.Path);
            TightenedFiles = file.Tightened;
            _writer = new LedgerWriter(file, _queue, timeProvider);
            _statistics = new StatisticsReader(file, timeProvider);
        }
        catch (SqliteFailureException exception)
        {
            throw new LedgerUnavailableException($"The ledger's file '{options.Path}' cannot be opened. {exception.Message}", exception);
        }
    }

    /// <summary>The ledger's files that users other than the owner could access before it was opened.</summary>
    public IReadOnlyList<string> TightenedFiles { get; }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var operation = _claims.Rent();
        operation.Request = request;
        return RunAsync(operation, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);
        return SettleOrReleaseAsync(claim, acknowledgement, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) =>
        SettleOrReleaseAsync(claim, acknowledgement: null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CheckAsync(CancellationToken cancellationToken) => await RunAsync(new CheckOperation(), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Does not use the writer. SQLite blocks the reading thread, so this runs on another thread than the caller's.</remarks>
    public async ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken) =>
        await Task.Run(_statistics.Read, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Refuses new operations, commits the queued ones and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writer.Stopped;
    }

    private ValueTask<bool> SettleOrReleaseAsync(Claim claim, RecordedAcknowledgement? acknowledgement, CancellationToken cancellationToken)
    {
        var operation = _settlements.Rent();
        operation.Claim = claim;
        operation.Acknowledgement = acknowledgement;
        return RunAsync(operation, cancellationToken);
    }

    private ValueTask<TResult> RunAsync<TResult>(PooledOperation<TResult> operation, CancellationToken cancellationToken)
    {
        operation.Prepare(cancellationToken);
        if (_queue.TryAdd(operation))
        {
            return operation.Task;
        }

        operation.Discard();
        return ValueTask.FromException<TResult>(
            new LedgerUnavailableException("The ledger's writer is overloaded or shut down.", innerException: null) { WasNeverSent = true });
    }
}
