namespace EdgeGateway.Callbacks.Amounts;

/// <summary>The amount that a callback reports as paid.</summary>
/// <param name="Currency">One of <see cref="Currencies"/>, or <see cref="Currencies.Other"/>.</param>
/// <param name="MinorUnits">In the currency's smallest unit.</param>
public readonly record struct Amount(string Currency, long MinorUnits);
