using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Faults.InProcess;
using EdgeGateway.Testing.Faults.Checking;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Runs each defect. Several run at a time, because they mostly wait for leases.</summary>
public sealed class MutatedRuns : IAsyncDisposable
{
    /// <summary>Defects outside of the ledger.</summary>
    public const string SecretKnownToForgers = nameof(SecretKnownToForgers);

    /// <summary>The number of tries, because some defects show only if two events coincide.</summary>
    private const int Tries = 5;

    private const int Seed = 7;
    private const int Callbacks = 90;
    private const int AtOnce = 3;

    private static readonly TimeSpan _during = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly Dictionary<string, Task<CheckResult>> _runs;

    public MutatedRuns() => _runs = MutationTests.Mutations.Select(static row => row.Data).ToDictionary(static data => data.Item1, data => RunAsync(data.Item1, data.Item2));

    /// <summary>The checker's result for a gateway with this defect.</summary>
    public Task<CheckResult> ResultOfAsync(string mutation) => _runs[mutation];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Values);
        _turn.Dispose();
        _stopping.Dispose();
    }

    private async Task<CheckResult> RunAsync(string mutation, Guarantee broken)
    {
        await _turn.WaitAsync();
        try
        {
            for (var seed = Seed; ; seed++)
            {
                var result = await RunAsync(mutation, seed);
                if (seed == Seed + Tries - 1 || result.Violations.Any(violation => violation.Guarantee == broken))
                {
                    return result;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<CheckResult> RunAsync(string mutation, int seed)
    {
        await using var stage = await FastStage.StartAsync(seed, mutate: ledger => Mutate(ledger, mutation), configureServices: services =>
        {
            if (FilterOf(mutation) is { } filter)
            {
                services.AddSingleton(filter);
            }
        });

        // The gateway's second secret.
        var forgersSecret = mutation == SecretKnownToForgers ? "another-one" : null;
        return await stage.RunAsync(stage.Nemeses, _during, Callbacks, forgersSecret, _stopping.Token);
    }

    private static IStartupFilter? FilterOf(string mutation) => mutation switch
    {
        nameof(OutageAnsweredAsSuccess) => new OutageAnsweredAsSuccess(),
        nameof(RefusalAnsweredAsSuccess) => new RefusalAnsweredAsSuccess(),
        nameof(VerificationPassedBy) => new VerificationPassedBy(),
        _ => null,
    };

    private static ICallbackLedger Mutate(ICallbackLedger ledger, string mutation) => mutation switch
    {
        nameof(LedgerMutations.ClaimNotAwaited) => new LedgerMutations.ClaimNotAwaited(ledger),
        nameof(LedgerMutations.SettledAtTheClaim) => new LedgerMutations.SettledAtTheClaim(ledger),
        nameof(LedgerMutations.DuplicateAnsweredInFlight) => new LedgerMutations.DuplicateAnsweredInFlight(ledger),
        nameof(LedgerMutations.ReleasedWithoutOwner) => new LedgerMutations.ReleasedWithoutOwner(ledger),
        nameof(LedgerMutations.FingerprintIgnored) => new LedgerMutations.FingerprintIgnored(ledger),
        nameof(LedgerMutations.SettlementDropped) => new LedgerMutations.SettlementDropped(ledger),
        nameof(LedgerMutations.SettlementReleases) => new LedgerMutations.SettlementReleases(ledger),
        nameof(LedgerMutations.LeaseTooShort) => new LedgerMutations.LeaseTooShort(ledger),
        nameof(LedgerMutations.NeverReleased) => new LedgerMutations.NeverReleased(ledger),
        nameof(LedgerMutations.AttemptsNotCounted) => new LedgerMutations.AttemptsNotCounted(ledger),
        nameof(LedgerMutations.ContentNeverYields) => new LedgerMutations.ContentNeverYields(ledger),
        nameof(LedgerMutations.KeysCollapse) => new LedgerMutations.KeysCollapse(ledger),
        nameof(LedgerMutations.RetentionTooShort) => new LedgerMutations.RetentionTooShort(ledger),
        nameof(LedgerMutations.LedgerLeftBehind) => new LedgerMutations.LedgerLeftBehind(ledger),
        nameof(LedgerMutations.ReleasedRecordConflicts) => new LedgerMutations.ReleasedRecordConflicts(ledger),
        nameof(LedgerMutations.RecordCannotBeWritten) => new LedgerMutations.RecordCannotBeWritten(ledger),
        _ => ledger,
    };
}
