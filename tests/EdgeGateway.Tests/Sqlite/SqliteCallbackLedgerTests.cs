using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;
using Microsoft.Data.Sqlite;

namespace EdgeGateway.Tests.Sqlite;

public sealed class SqliteCallbackLedgerTests : DurableLedgerConformance
{
    private readonly TestTimeProvider _time = new();
    private readonly LedgerDirectory _directory = new();
    private SqliteConnection? _lock;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override ValueTask<ICallbackLedger> OpenAsync() => new(new SqliteCallbackLedger(_directory.Options, _time));

    protected override ValueTask ElapseAsync(TimeSpan duration)
    {
        _time.Advance(duration);
        return default;
    }

    protected override ValueTask TakeDownAsync()
    {
        _lock = _directory.Connect();
        using var command = _lock.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return default;
    }

    protected override ValueTask BringUpAsync()
    {
        _lock?.Dispose();
        return default;
    }
}
