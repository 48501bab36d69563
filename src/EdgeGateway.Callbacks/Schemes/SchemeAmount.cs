namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Where a provider's callbacks say what was paid, as far as its pages tell.</summary>
/// <param name="Field">The field with the number.</param>
/// <param name="CurrencyField">The field with the code of the currency; null where none is documented.</param>
/// <param name="Unit">How the number is written; null where it is not documented.</param>
public sealed record SchemeAmount(IdentityField Field, IdentityField? CurrencyField, AmountUnit? Unit);
