using System.Globalization;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;

namespace EdgeGateway.Reporting;

/// <summary>Writes a report for people.</summary>
internal static class ReportText
{
    /// <summary>The lines of plain text.</summary>
    public static IEnumerable<string> Lines(ServiceReport report) => AllLines(report).Select(PrintableText.ForTerminal);

    /// <summary>The lines of Markdown.</summary>
    public static IEnumerable<string> MarkdownLines(ServiceReport report)
    {
        yield return $"# Callbacks, {Span(report)}";
        yield return "";
        yield return "| profile | genuine | acknowledged | | at the first try | sent again: acknowledged | in flight | after a failure | merchant 50 % | 95 % | 99 % |";
        yield return "|---|---|---|---|---|---|---|---|---|---|---|";
        foreach (var profile in report.Profiles)
        {
            yield return $"| {Escape(profile.Profile)} | {Number(profile.Genuine)} | {Number(profile.Acknowledged)} | {Share(profile)} | {Number(profile.AcknowledgedAtFirstTry)} | {Number(profile.RepeatsAfterAcknowledgement)} | {Number(profile.RepeatsInFlight)} | {Number(profile.RepeatsAfterFailure)} | {Time(profile.Merchant?.Median)} | {Time(profile.Merchant?.P95)} | {Time(profile.Merchant?.P99)} |";
        }

        foreach (var profile in report.Profiles.Where(static profile => profile.Failures.Length + profile.Refusals.Length + profile.Amounts.Length > 0))
        {
            yield return "";
            yield return $"## {Escape(profile.Profile)}";
            yield return "";
            foreach (var (name, value) in Details(profile))
            {
                yield return $"- {name}: {Escape(value)}";
            }
        }
    }

    private static IEnumerable<string> AllLines(ServiceReport report)
    {
        yield return Span(report);
        foreach (var profile in report.Profiles)
        {
            yield return "";
            yield return profile.Profile;
            yield return $"  {"genuine",-17} {Number(profile.Genuine)} callbacks, {Number(profile.Acknowledged)} acknowledged{(profile.AcknowledgedShare is null ? "" : $" ({Share(profile)})")}, {Number(profile.AcknowledgedAtFirstTry)} at the first try";
            yield return $"  {"sent again",-17} {Number(profile.RepeatsAfterAcknowledgement)} after an acknowledgement, {Number(profile.RepeatsInFlight)} in flight, {Number(profile.RepeatsAfterFailure)} after a failure";
            foreach (var (name, value) in Details(profile))
            {
                yield return $"  {name,-17} {value}";
            }

            if (profile.Merchant is { } times)
            {
                yield return $"  {"merchant",-17} median {Time(times.Median)}, 95 % {Time(times.P95)}, 99 % {Time(times.P99)}";
            }
        }

        var slowest = report.Profiles.Where(static profile => profile.Merchant is not null).OrderByDescending(static profile => profile.Merchant!.P99).Take(3).ToList();
        if (slowest.Count > 1)
        {
            yield return "";
            yield return $"slowest merchants   {string.Join(", ", slowest.Select(static profile => $"{profile.Profile} {Time(profile.Merchant!.P99)}"))} (99 %)";
        }
    }

    private static IEnumerable<(string Name, string Value)> Details(ProfileReport profile)
    {
        (string Name, string Value)[] all =
        [
            ("not acknowledged", string.Join(", ", profile.Failures.Select(static count => $"{Number(count.Count)} {count.Name}"))),
            ("refused", string.Join(", ", profile.Refusals.Select(static count => $"{Number(count.Count)} {count.Name}"))),
            ("amounts", string.Join(", ", profile.Amounts.Select(static sum => $"{Amount(sum)} {sum.Outcome}"))),
        ];
        return all.Where(static pair => pair.Value.Length > 0);
    }

    private static string Span(ServiceReport report) => $"{report.From.UtcDateTime:yyyy-MM-dd HH:mm} to {report.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(ProfileReport profile) => profile.AcknowledgedShare?.ToString("0.00 %", CultureInfo.InvariantCulture) ?? "";

    private static string Time(double? seconds) => seconds switch
    {
        null => "",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds.Value * 1000:0.#} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds.Value:0.##} s"),
    };

    private static string Amount(AmountSum sum)
    {
        var decimals = Currencies.DecimalsOf(sum.Currency);
        return $"{(sum.MinorUnits / (decimal)Math.Pow(10, decimals)).ToString($"N{decimals}", CultureInfo.InvariantCulture)} {sum.Currency}";
    }

    private static string Escape(string text) => PrintableText.ForTerminal(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
