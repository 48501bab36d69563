using System.Text.RegularExpressions;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Reads as much of a dashboard's query as its mistakes need. Whether it is PromQL is decided by promtool.</summary>
internal static partial class PromQuery
{
    private const string Alerts = "ALERTS";

    private static readonly string[] _words =
    [
        "by", "on", "or", "and", "unless", "sum", "min", "max", "count", "rate", "increase", "histogram_quantile", "time", "scalar", "vector", "label_values",
    ];

    /// <summary>Labels that Prometheus or the scrape configuration sets.</summary>
    private static readonly string[] _targetLabels = ["job", "namespace", "instance", "le"];

    /// <summary>Labels whose values a variable lists.</summary>
    private static readonly string[] _variableLabels = ["profile", .. _targetLabels];

    /// <summary>The series that a query selects.</summary>
    /// <param name="text">The query.</param>
    public static IEnumerable<(string Metric, string Labels, string Range)> SelectorsOf(string text) =>
        Selector().Matches(Grouping().Replace(text, ""))
            .Select(static match => (match.Groups["metric"].Value, match.Groups["labels"].Value, match.Groups["range"].Value))
            .Where(static selector => !_words.Contains(selector.Item1) && !(selector.Item2.Length == 0 && _variableLabels.Contains(selector.Item1)));

    /// <summary>Whether it has recorded series only, which are of all instances together.</summary>
    public static bool IsRecorded(string text) => SelectorsOf(text).All(static selector => IsRecordedName(selector.Metric));

    public static IEnumerable<string> FaultsOf(string text, string legend, bool hasProfile)
    {
        foreach (var (metric, labels, range) in SelectorsOf(text))
        {
            foreach (var fault in SelectorFaults(metric, labels, hasProfile))
            {
                yield return $"{metric}: {fault}";
            }

            if (range.Length > 0 && !range.StartsWith("$__", StringComparison.Ordinal))
            {
                yield return $"{metric}: [{range}] is a fixed interval";
            }

            if (range.Length > 0 != Counter().IsMatch(metric))
            {
                yield return $"{metric}: a counter needs a rate, and only a counter has one";
            }
        }

        if (text.Contains("_bucket", StringComparison.Ordinal) && !Quantile().IsMatch(text))
        {
            yield return "buckets are for histogram_quantile, by le";
        }

        // Other series exist from the start, or their absence says something.
        if ((text.Contains("vector(", StringComparison.Ordinal) && !text.Contains(Alerts, StringComparison.Ordinal)) || text.Contains("0 *", StringComparison.Ordinal))
        {
            yield return "a zero is shown that was not measured";
        }

        var groups = Grouping().Matches(text).SelectMany(static match => match.Groups["labels"].Value.Split(", ")).ToHashSet();
        foreach (var label in LegendLabel().Matches(legend).Select(static match => match.Groups[1].Value))
        {
            if (!groups.Contains(label) && !(IsRecorded(text) && label == "profile"))
            {
                yield return $"the result has no label {label}";
            }
        }
    }

    private static IEnumerable<string> SelectorFaults(string metric, string labels, bool hasProfile)
    {
        if (metric.EndsWith(":objective", StringComparison.Ordinal) && MetricCatalog.Recorded.Contains(metric))
        {
            yield break;
        }

        var isRecorded = IsRecordedName(metric);
        var known = MetricCatalog.Tags.GetValueOrDefault(metric);
        if (isRecorded ? metric != Alerts && !MetricCatalog.Recorded.Contains(metric) : known is null && !Framework().IsMatch(metric))
        {
            yield return "it does not exist";
        }

        string[] variables = isRecorded ? ["job", "namespace"] : ["job", "namespace", "instance"];
        var ofProfile = hasProfile && (metric.StartsWith("edgegateway:", StringComparison.Ordinal) || known?.Contains("profile") == true);
        foreach (var variable in ofProfile ? variables.Append("profile") : variables)
        {
            if (!labels.Split(',').Contains($"{variable}=~\"${variable}\""))
            {
                yield return $"${variable} does not apply";
            }
        }

        foreach (var label in LabelName().Matches(labels).Select(static match => match.Groups[1].Value))
        {
            if (known is not null && !known.Contains(label) && !_targetLabels.Contains(label))
            {
                yield return $"it has no label {label}";
            }
        }
    }

    private static bool IsRecordedName(string metric) => metric == Alerts || metric.Contains(':', StringComparison.Ordinal);

    /// <summary>A metric with its labels and its range, a word, or a function.</summary>
    [GeneratedRegex(@"(?<![\w$.""])(?<metric>[A-Za-z_:][\w:]*)(?:\{(?<labels>[^}]*)\})?(?:\[(?<range>[^\]]*)\])?")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(?:by|on) \((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    /// <summary>Not the gauges that .NET exports as counters that may fall.</summary>
    [GeneratedRegex("(?<!dotnet_thread_pool_(thread_count|queue_length))_(total|count|sum|bucket)$")]
    private static partial Regex Counter();

    [GeneratedRegex(@"^histogram_quantile\(0\.\d+, sum by \(le[,)]")]
    private static partial Regex Quantile();

    /// <summary>Of the runtime, Kestrel and the HTTP client. The test with a gateway shows that they exist.</summary>
    [GeneratedRegex("^(up|dotnet_.*|kestrel_.*|http_server_.*)$")]
    private static partial Regex Framework();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex LegendLabel();

    [GeneratedRegex(@"(\w+)(?:=~|!~|!=|=)""")]
    private static partial Regex LabelName();
}
