using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.FunctionalTests.Faults.InProcess;

/// <summary>A ledger whose operations can fail at random: before they run, or after, as if the response was lost.</summary>
internal sealed class FlakyLedger(ICallbackLedger inner, int seed) : ICallbackLedger, IAsyncDisposable
{
    private const double Share = 0.4;

    private readonly Random _random = new(seed);

    public bool IsFailing { get; set; }

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var isLost = Strike();
        var result = await inner.ClaimAsync(request, cancellationToken);
        return isLost ? throw Down() : result;
    }

    public async ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        var isLost = Strike();
        var result = await inner.SettleAsync(claim, acknowledgement, cancellationToken);
        return isLost ? throw Down() : result;
    }

    public async ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        var isLost = Strike();
        var result = await inner.ReleaseAsync(claim, cancellationToken);
        return isLost ? throw Down() : result;
    }

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>True if the response is lost.</summary>
    private bool Strike()
    {
        double lot;
        lock (_random)
        {
            lot = _random.NextDouble();
        }

        return IsFailing && lot < Share && (lot < Share / 2 ? throw Down() : true);
    }

    private static LedgerUnavailableException Down() => new("down", innerException: null);
}
