using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;

namespace EdgeGateway.Tests.Ledger;

public sealed class MemoryCallbackLedgerTests : LedgerConformance
{
    private readonly TestTimeProvider _time = new();
    private MemoryCallbackLedger? _ledger;

    protected override ValueTask<ICallbackLedger> OpenAsync() => new(_ledger ??= new MemoryCallbackLedger(_time));

    protected override ValueTask ElapseAsync(TimeSpan duration)
    {
        _time.Advance(duration);
        return default;
    }
}
