using System.Diagnostics.Metrics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>Metrics of the ledger's size and of stuck claims. Values that a ledger does not know are not reported.</summary>
internal sealed class LedgerGauges
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromSeconds(5);

    private readonly ICallbackLedger _ledger;
    private readonly ICallbackProfiles _profiles;
    private readonly LeftClaims _left;
    private readonly Refreshed<LedgerStatistics> _statistics;

    public LedgerGauges(
        IMeterFactory meters, ICallbackLedger ledger, ICallbackProfiles profiles, LeftClaims left, TimeProvider timeProvider)
    {
        _ledger = ledger;
        _profiles = profiles;
        _left = left;
        _statistics = new Refreshed<LedgerStatistics>(ReadAsync, _maxAge, timeProvider);
        var meter = meters.Create(CallbackTelemetry.Name);
        Observe(meter, "edgegateway.ledger.records", "{record}", "Records in the ledger; with Redis, all keys of the node.", static ledger => ledger.Records);
        Observe(meter, "edgegateway.ledger.size", "By", "Size of the ledger on disk, with its write-ahead log, or of the memory that Redis uses.", static ledger => ledger.SizeBytes);
        Observe(meter, "edgegateway.ledger.disk.free", "By", "Free bytes of the disk with the ledger; absent if the ledger is not on a disk of this machine.", static ledger => ledger.DiskFreeBytes);
        Observe(meter, "edgegateway.ledger.disk.size", "By", "Size of the disk with the ledger; absent if the ledger is not on a disk of this machine.", static ledger => ledger.DiskBytes);
        Observe(meter, "edgegateway.ledger.capacity", "By", "Memory limit of Redis (maxmemory); absent if there is no limit.", static ledger => ledger.CapacityBytes);
        Observe(meter, "edgegateway.ledger.claims.open", "{claim}", "Claims that are neither settled nor released; not available with Redis.", static ledger => ledger.OpenClaims);
        Observe(meter, "edgegateway.ledger.claims.overdue", "{claim}", "Open claims whose lease has ended, so that it is unknown whether the merchant processed them; with Redis, those that this gateway left.", static ledger => ledger.OverdueClaims);
        meter.CreateObservableGauge(
            "edgegateway.ledger.claims.oldest_age",
            () => Measure(Latest?.OldestClaim?.TotalSeconds),
            "s",
            "Time since the callback of the oldest open claim was first seen; not available with Redis.");
    }

    private LedgerStatistics? Latest => _statistics.Latest;

    private void Observe(Meter meter, string name, string unit, string description, Func<LedgerStatistics, long?> of) =>
        meter.CreateObservableGauge(name, () => Measure(Latest is { } statistics ? of(statistics) : null), unit, description);

    private static IEnumerable<Measurement<T>> Measure<T>(T? value)
        where T : struct => value is { } known ? [new Measurement<T>(known)] : [];

    private async Task<LedgerStatistics?> ReadAsync()
    {
        using var limit = new CancellationTokenSource(_profiles.Current.LedgerTimeout);
        try
        {
            var statistics = await _ledger.GetStatisticsAsync(limit.Token);
            if (statistics.OverdueClaims is null)
            {
                return statistics with { OverdueClaims = await _left.CountOverdueAsync(_ledger, limit.Token) };
            }

            _left.ForgetOverdue();
            return statistics;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            // Readiness and the claims report the failure.
            return null;
        }
    }
}
