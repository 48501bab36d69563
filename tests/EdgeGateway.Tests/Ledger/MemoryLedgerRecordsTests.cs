using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;

namespace EdgeGateway.Tests.Ledger;

public sealed class MemoryLedgerRecordsTests : LedgerRecordsConformance
{
    private readonly TestTimeProvider _time = new();
    private readonly List<string> _trail = [];

    protected override DateTimeOffset Now => _time.GetUtcNow();

    protected override TimeSpan Tolerance => TimeSpan.Zero;

    protected override ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync()
    {
        var ledger = new MemoryCallbackLedger(_time);
        return new((ledger, new MemoryLedgerRecords(ledger, _trail.Add, "a list")));
    }

    protected override Task<IEnumerable<string>> AuditTrailAsync() => Task.FromResult<IEnumerable<string>>(_trail);
}
