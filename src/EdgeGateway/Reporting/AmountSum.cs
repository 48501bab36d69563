namespace EdgeGateway.Reporting;

/// <summary>A sum of amounts, in the currency's smallest unit.</summary>
internal sealed record AmountSum(string Currency, string Outcome, long MinorUnits);
