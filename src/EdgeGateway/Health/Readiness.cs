using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy;

namespace EdgeGateway.Health;

/// <summary>Whether the gateway is ready for callbacks: not while it stops, and not without its ledger if that is required.</summary>
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
            // After a rejected change the last valid configuration is still used. This is reported, but does not affect readiness.
            ["configuration"] = configuration.Faults.Count == 0 ? ReadinessReport.Ok : "rejected; the last good one is in force",
            ["destinations"] = CheckDestinations(),
        };
        var hasLedger = checks["ledger"] == ReadinessReport.Ok || !NeedsLedger;
        return new ReadinessReport(checks["running"] == ReadinessReport.Ok && hasLedger, checks);
    }

    /// <summary>
    /// Not if every profile delivers without the ledger: load balancers would stop the deliveries that the operator chose.
    /// </summary>
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

    /// <summary>A merchant that is down is reported, but does not affect readiness for the others.</summary>
    private string CheckDestinations()
    {
        var down = DestinationHealthCount.ClustersOf(proxy)
            .Where(static cluster => DestinationHealthCount.In(cluster) == 0)
            .Select(static cluster => cluster.ClusterId)
            .ToArray();
        return down.Length == 0 ? ReadinessReport.Ok : $"none healthy: {string.Join(", ", down)}";
    }
}
