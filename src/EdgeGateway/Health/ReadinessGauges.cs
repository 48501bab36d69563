using System.Diagnostics.Metrics;
using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Telemetry;

namespace EdgeGateway.Health;

/// <summary>The result of <c>/health/ready</c> as metrics.</summary>
internal sealed class ReadinessGauges
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromSeconds(5);

    public ReadinessGauges(IMeterFactory meters, Readiness readiness, CallbackConfigurationProvider configuration, TimeProvider timeProvider)
    {
        var latest = new Refreshed<ReadinessReport>(async () => await readiness.CheckAsync(CancellationToken.None), _maxAge, timeProvider);
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge(
            "edgegateway.ready", () => Observe(latest.Latest), "{gateway}", "1 while the gateway is ready for callbacks, otherwise 0.");
        meter.CreateObservableGauge(
            "edgegateway.ready.check", () => ObserveChecks(latest.Latest), "{check}", "1 for each readiness check that passes, otherwise 0.");
        meter.CreateObservableCounter(
            "edgegateway.configuration.rejections", () => configuration.RejectedChanges, "{change}", "Changes of the configuration that were rejected because it was not valid.");
        meter.CreateObservableGauge(
            "edgegateway.build.info", () => new Measurement<long>(1, new KeyValuePair<string, object?>("version", ProgramVersion.Text)), "{gateway}", "Always 1; the tag is the running version.");
    }

    private static IEnumerable<Measurement<long>> Observe(ReadinessReport? report) =>
        report is null ? [] : [new(report.IsReady ? 1 : 0)];

    private static IEnumerable<Measurement<long>> ObserveChecks(ReadinessReport? report) =>
        (report?.Checks ?? new Dictionary<string, string>()).Select(static check =>
            new Measurement<long>(check.Value == ReadinessReport.Ok ? 1 : 0, new KeyValuePair<string, object?>("check", check.Key)));
}
