namespace EdgeGateway.Reporting;

/// <summary>The merchant's times, in seconds, interpolated within the histogram's buckets.</summary>
internal sealed record MerchantTimes(double Median, double P95, double P99);
