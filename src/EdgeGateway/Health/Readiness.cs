using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy;

namespace EdgeGateway.Health;

/// <summary>Whether the gateway should be sent callbacks: not while it stops, and not without its ledger where that is needed.</summary>
internal sealed class Readiness(
    IHostApplicationLifetime lifetime,
    ICallbackLedger ledger,
    CallbackConfigurationProvider configuration,
    IProxyStateLookup proxy)
{
    public async ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new Dictionary<string, string>
        {
            ["running"] = lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : ReadinessReport.Ok,
            ["ledger"] = await CheckLedgerAsync(cancellationToken),
            // A rejected file leaves the last good one in force: worth knowing, no reason to stop the money.
            ["configuration"] = configuration.Faults.Count == 0 ? ReadinessReport.Ok : "rejected; the last good one is in force",
            ["destinations"] = CheckDestinations(),
        };
        var hasLedger = checks["ledger"] == ReadinessReport.Ok || !NeedsLedger;
        return new ReadinessReport(checks["running"] == ReadinessReport.Ok && hasLedger, checks);
    }

    /// <summary>Not where every profile delivers without it: load balancers would take away what the operator chose.</summary>
    private bool NeedsLedger
    {
        get
        {
            var profiles = configuration.Current.Profiles.ByName.Values;
            return profiles.Length == 0 || profiles.Any(static profile => profile.Deduplicate && profile.OnLedgerUnavailable == LedgerUnavailablePolicy.Refuse);
        }
    }

    private async ValueTask<string> CheckLedgerAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(configuration.Current.Ledger.Timeout);
        try
        {
            await ledger.CheckAsync(limit.Token);
            return ReadinessReport.Ok;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            return "unavailable";
        }
    }

    /// <summary>One merchant that is down is that merchant's trouble; it is named, and the others go on.</summary>
    private string CheckDestinations()
    {
        var empty = proxy.GetClusters()
            .Where(static cluster => cluster.ClusterId != CallbackConfiguration.GuardClusterId && cluster.DestinationsState.AvailableDestinations.Count == 0)
            .Select(static cluster => cluster.ClusterId)
            .ToArray();
        return empty.Length == 0 ? ReadinessReport.Ok : $"none available: {string.Join(", ", empty)}";
    }
}
