using System.Collections.Immutable;

namespace EdgeGateway.Configuration;

/// <summary>What became of one reading of the configuration.</summary>
/// <param name="Configuration">Null when there are faults.</param>
/// <param name="Faults">Everything that is wrong.</param>
internal sealed record ConfigurationReading(CallbackConfiguration? Configuration, ImmutableArray<string> Faults);
