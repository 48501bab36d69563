using System.Collections.Immutable;

namespace EdgeGateway.Reporting;

/// <summary>How callbacks fared in a span of time. Counts are what Prometheus computed, rounded; it extrapolates to the ends of the span.</summary>
/// <param name="From">The start.</param>
/// <param name="To">The end.</param>
/// <param name="Profiles">The profiles, by name.</param>
internal sealed record ServiceReport(DateTimeOffset From, DateTimeOffset To, ImmutableArray<ProfileReport> Profiles);
