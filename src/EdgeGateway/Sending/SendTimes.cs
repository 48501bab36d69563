namespace EdgeGateway.Sending;

/// <summary>How long answers took, in milliseconds.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Percentile95">95 % of them took no longer.</param>
/// <param name="Longest">None took longer.</param>
internal sealed record SendTimes(double Median, double Percentile95, double Longest);
