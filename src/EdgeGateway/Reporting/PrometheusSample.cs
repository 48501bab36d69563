namespace EdgeGateway.Reporting;

/// <summary>One series of a query's result.</summary>
/// <param name="Labels">The series' labels.</param>
/// <param name="Value">Its value; may be NaN.</param>
internal sealed record PrometheusSample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>A label's value; empty if the series has none.</summary>
    public string this[string label] => Labels.GetValueOrDefault(label, "");
}
