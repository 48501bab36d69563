using System.Globalization;
using System.Text;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>The result of the checker.</summary>
/// <param name="Violations">Empty if every guarantee held.</param>
/// <param name="Repeats">Repeated deliveries, each with its window.</param>
/// <param name="Counts">Numbers of events.</param>
public sealed record CheckResult(IReadOnlyList<Violation> Violations, IReadOnlyList<Repeat> Repeats, HistoryCounts Counts)
{
    private const int MaxTimelines = 5;

    /// <summary>Combines the results of several histories.</summary>
    public static CheckResult Sum(IReadOnlyCollection<CheckResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new(
            [.. results.SelectMany(static result => result.Violations)],
            [.. results.SelectMany(static result => result.Repeats)],
            results.Select(static result => result.Counts).Aggregate(HistoryCounts.Add));
    }

    /// <summary>A summary as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Counts.Callbacks} callbacks in {Counts.Sends} sends, {Counts.Forgeries} of them forged; {Counts.HangUps} hung up on, {Counts.Broken} without an answer");
        text.AppendLine(CultureInfo.InvariantCulture, $"{Counts.Acknowledged} acknowledged, {Counts.GivenUp} given up; {Counts.Deliveries} deliveries, {Counts.Duplicates} duplicates answered from the ledger");
        text.AppendLine(CultureInfo.InvariantCulture, $"answers: {Join(Counts.Answers.Select(static answer => (answer.Key.ToString(CultureInfo.InvariantCulture), answer.Value)))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"faults: {Join(Counts.Faults.Select(static fault => (fault.Key.ToString(), fault.Value)))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"repeats: {Join(Repeats.CountBy(static repeat => repeat.Window).Select(static window => (window.Key.ToString(), window.Value)))}; settlements lost: {Counts.SettlementsLost}");
        text.AppendLine(CultureInfo.InvariantCulture, $"violations: {Violations.Count}");
        foreach (var violation in Violations.Take(MaxTimelines))
        {
            text.AppendLine(violation.ToString());
        }

        return text.ToString();
    }

    private static string Join(IEnumerable<(string Name, int Count)> counts)
    {
        var text = string.Join(", ", counts.OrderBy(static count => count.Name, StringComparer.Ordinal).Select(static count => $"{count.Name} {count.Count}"));
        return text.Length == 0 ? "none" : text;
    }
}
