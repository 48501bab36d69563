using System.Collections.Immutable;

namespace EdgeGateway.Configuration;

/// <summary>The result of reading the configuration.</summary>
/// <param name="Configuration">Null if there are faults.</param>
/// <param name="Faults">All faults.</param>
internal sealed record ConfigurationReading(CallbackConfiguration? Configuration, ImmutableArray<string> Faults);
