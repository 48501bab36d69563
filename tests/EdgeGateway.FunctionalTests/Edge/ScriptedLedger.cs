using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A ledger in memory whose operations can be made to fail or to never complete.</summary>
internal sealed class ScriptedLedger : ICallbackLedger
{
    private readonly MemoryCallbackLedger _ledger = new(TimeProvider.System);

    public Func<CancellationToken, Task> BeforeClaim { get; set; } = static _ => Task.CompletedTask;

    public Func<CancellationToken, Task> BeforeSettle { get; set; } = static _ => Task.CompletedTask;

    /// <summary>The number of release operations.</summary>
    public int Releases { get; private set; }

    /// <summary>Fails, like a server that is down.</summary>
    public static Task Down(CancellationToken cancellationToken) =>
        Task.FromException(new LedgerUnavailableException("down", innerException: null));

    /// <summary>Never completes.</summary>
    public static Task Hang(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        await BeforeClaim(cancellationToken);
        return await _ledger.ClaimAsync(request, cancellationToken);
    }

    public async ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        await BeforeSettle(cancellationToken);
        return await _ledger.SettleAsync(claim, acknowledgement, cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        Releases++;
        return _ledger.ReleaseAsync(claim, cancellationToken);
    }

    public ValueTask CheckAsync(CancellationToken cancellationToken) => new(BeforeClaim(cancellationToken));
}
