using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Amounts;

/// <summary>Where a provider's callbacks carry the amount, according to its documentation.</summary>
/// <param name="Fields">The fields with the amount. The first one that is present, is a number and has a known currency is used.</param>
/// <param name="CurrencyFields">The fields with the code of the currency: one for all of <paramref name="Fields"/>, or one for each; may be empty.</param>
/// <param name="CurrencyCode">The currency of callbacks that do not name one; null if there is none.</param>
/// <param name="Unit">How the number is written; null if it is not documented.</param>
public sealed record SchemeAmount(
    ImmutableArray<IdentityField> Fields, ImmutableArray<IdentityField> CurrencyFields, string? CurrencyCode, AmountUnit? Unit)
{
    /// <summary>Whether amounts can be counted without further settings.</summary>
    public bool IsComplete => Unit is not null && (CurrencyCode is not null || !CurrencyFields.IsEmpty);

    /// <summary>Every field that is read.</summary>
    public IEnumerable<IdentityField> AllFields => [.. Fields, .. CurrencyFields];

    /// <summary>The field with the currency of the number at <paramref name="index"/> of <see cref="Fields"/>; null where there is none.</summary>
    public IdentityField? CurrencyFieldOf(int index) =>
        CurrencyFields.IsEmpty ? null : CurrencyFields.Length == 1 ? CurrencyFields[0] : CurrencyFields[index];
}
