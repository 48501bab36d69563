using System.Collections.Immutable;

namespace EdgeGateway.Reporting;

/// <summary>Builds a report from the gateways' metrics in Prometheus.</summary>
/// <param name="prometheus">Where the metrics are.</param>
/// <param name="selector">Which series, as in <c>job="edgegateway"</c>; empty for all.</param>
internal sealed class ReportBuilder(PrometheusQueries prometheus, string selector)
{
    private static readonly string[] _acknowledged = ["delivered", "already_settled"];
    private static readonly string[] _unacknowledged = ["merchant_refused", "merchant_unreachable", "indeterminate", "ledger_unavailable"];

    /// <exception cref="PrometheusException">Prometheus cannot be asked.</exception>
    public async Task<ServiceReport> BuildAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var range = $"[{(long)(to - from).TotalSeconds}s]";
        var endings = await AskAsync($"sum by (profile, outcome, reason) (increase(edgegateway_callbacks_total{{{selector}}}{range}))");
        var claimed = await AskAsync($"sum by (profile, attempt, outcome) (increase(edgegateway_callbacks_claimed_total{{{selector}}}{range}))");
        var amounts = await AskAsync($"sum by (profile, currency, outcome) (increase(edgegateway_callbacks_amount_total{{{selector}}}{range}))");
        var times = new[] { await AskQuantileAsync("0.5"), await AskQuantileAsync("0.95"), await AskQuantileAsync("0.99") };
        return new ServiceReport(
            from,
            to,
            [
                .. endings.Select(static sample => sample["profile"]).Distinct().Order(StringComparer.Ordinal).Select(profile => Build(
                    profile, Of(endings, profile), Of(claimed, profile), Of(amounts, profile), [.. times.Select(time => Of(time, profile).FirstOrDefault()?.Value ?? double.NaN)])),
            ]);

        Task<IReadOnlyList<PrometheusSample>> AskAsync(string expression) => prometheus.AskAsync(expression, to, cancellationToken);

        Task<IReadOnlyList<PrometheusSample>> AskQuantileAsync(string quantile) =>
            AskAsync($"histogram_quantile({quantile}, sum by (profile, le) (increase(edgegateway_merchant_duration_seconds_bucket{{{selector}}}{range})))");
    }

    private static ProfileReport Build(
        string profile, List<PrometheusSample> endings, List<PrometheusSample> claimed, List<PrometheusSample> amounts, double[] times)
    {
        var counts = endings.Select(static sample => new EndingCount(sample["outcome"], sample["reason"], (long)Math.Round(sample.Value)))
            .Where(static count => count.Count > 0).OrderByDescending(static count => count.Count).ThenBy(static count => count.Name, StringComparer.Ordinal).ToList();
        var failures = counts.Where(IsFailure).ToImmutableArray();
        var acknowledged = Sum(counts, _acknowledged);
        var unacknowledged = counts.Where(IsUnacknowledged).Sum(static count => count.Count);
        var inFlight = Sum(counts, ["in_flight"]);
        return new ProfileReport
        {
            Profile = profile,
            Requests = counts.Sum(static count => count.Count),
            Genuine = acknowledged + inFlight + failures.Sum(static count => count.Count),
            Acknowledged = acknowledged,
            AcknowledgedShare = acknowledged + unacknowledged == 0 ? null : (double)acknowledged / (acknowledged + unacknowledged),
            AcknowledgedAtFirstTry = Sum(claimed.Where(static sample => sample["attempt"] == "first" && sample["outcome"] == "delivered")),
            RepeatsAfterAcknowledgement = Sum(counts, ["already_settled"]),
            RepeatsInFlight = inFlight,
            RepeatsAfterFailure = Sum(claimed.Where(static sample => sample["attempt"] == "repeated")),
            Failures = failures,
            Refusals = [.. counts.Where(count => !IsFailure(count) && !_acknowledged.Contains(count.Outcome) && count.Outcome != "in_flight")],
            Merchant = times.Any(double.IsNaN) ? null : new MerchantTimes(times[0], times[1], times[2]),
            Amounts =
            [
                .. amounts.Select(static sample => new AmountSum(sample["currency"], sample["outcome"], (long)Math.Round(sample.Value)))
                    .Where(static sum => sum.MinorUnits != 0).OrderBy(static sum => sum.Currency, StringComparer.Ordinal).ThenBy(static sum => sum.Outcome, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>Whether a genuine callback ended so.</summary>
    private static bool IsFailure(EndingCount count) => IsUnacknowledged(count) || count.Outcome is "conflict" or "none";

    /// <summary>
    /// Whether the objective counts it, as the recording rules of alerts.yml do. Of those that were refused for overload, only the ones that
    /// were verified before.
    /// </summary>
    private static bool IsUnacknowledged(EndingCount count) =>
        _unacknowledged.Contains(count.Outcome) || count is { Outcome: "overloaded", Reason: not "buffered_bytes" };

    private static List<PrometheusSample> Of(IReadOnlyList<PrometheusSample> samples, string profile) => [.. samples.Where(sample => sample["profile"] == profile)];

    private static long Sum(IEnumerable<PrometheusSample> samples) => (long)Math.Round(samples.Sum(static sample => sample.Value));

    private static long Sum(List<EndingCount> counts, string[] outcomes) => counts.Where(count => outcomes.Contains(count.Outcome)).Sum(static count => count.Count);
}
