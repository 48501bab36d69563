using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Amounts;

/// <summary>Where a provider's callbacks say what was paid, as far as its pages tell.</summary>
/// <param name="Fields">The fields with the number. The first counts that is there and a number, and whose currency is known.</param>
/// <param name="CurrencyFields">The fields with the code of the currency: one for all of <paramref name="Fields"/>, or one for each; may be empty.</param>
/// <param name="CurrencyCode">The currency of callbacks that do not name one; null where there is none.</param>
/// <param name="Unit">How the number is written; null where it is not documented.</param>
public sealed record SchemeAmount(
    ImmutableArray<IdentityField> Fields, ImmutableArray<IdentityField> CurrencyFields, string? CurrencyCode, AmountUnit? Unit)
{
    /// <summary>Whether nothing has to be added to count money.</summary>
    public bool IsComplete => Unit is not null && (CurrencyCode is not null || !CurrencyFields.IsEmpty);

    /// <summary>Every field that is read.</summary>
    public IEnumerable<IdentityField> AllFields => [.. Fields, .. CurrencyFields];

    /// <summary>The field with the currency of the number at <paramref name="index"/> of <see cref="Fields"/>; null where there is none.</summary>
    public IdentityField? CurrencyFieldOf(int index) =>
        CurrencyFields.IsEmpty ? null : CurrencyFields.Length == 1 ? CurrencyFields[0] : CurrencyFields[index];
}
