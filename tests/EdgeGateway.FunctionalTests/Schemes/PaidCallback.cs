namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>A callback with an amount, and the value that the metrics must have.</summary>
/// <param name="Preset">The scheme's name.</param>
/// <param name="Members">The members that replace those of the preset's genuine vector: as JSON, or the names and values of a form or a query.</param>
/// <param name="Currency">The currency code in the metrics.</param>
/// <param name="MinorUnits">The amount in the currency's smallest unit.</param>
internal sealed record PaidCallback(string Preset, string Members, string Currency, long MinorUnits);
