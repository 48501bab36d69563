namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>What a provider's callback says of money, and what is to be counted.</summary>
/// <param name="Preset">The scheme's name.</param>
/// <param name="Members">The members that are laid over the preset's genuine vector: as JSON, or the names and values of a form or a query.</param>
/// <param name="Currency">The code on the page of metrics.</param>
/// <param name="MinorUnits">In the currency's smallest unit.</param>
internal sealed record PaidCallback(string Preset, string Members, string Currency, long MinorUnits);
