using System.Collections.Immutable;
using EdgeGateway.Callbacks.Amounts;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Amount</c>: where a callback says what was paid.</summary>
internal static class SchemeAmountReader
{
    private static readonly (string, AmountUnit?)[] _units = [("Minor", AmountUnit.Minor), ("Major", AmountUnit.Major)];

    /// <summary>The amount; null if the scheme has none or its field is missing.</summary>
    public static SchemeAmount? Read(DefinitionNode node)
    {
        if (node.Object("Amount") is not { } amount)
        {
            return null;
        }

        var fields = ReadFields(amount, "Field");
        var currencies = ReadFields(amount, "Currency");
        var code = ReadCode(amount);
        var unit = amount.Choice("Unit", _units, absent: null);
        if (fields.IsEmpty && !amount.IsRefused("Field"))
        {
            amount.Refuse("Field", "missing; the field with the amount");
        }

        if (currencies.Length > 1 && currencies.Length != fields.Length)
        {
            amount.Refuse("Currency", $"has {currencies.Length} fields; one for all of Field, or one for each of its {fields.Length}");
        }

        amount.RefuseUnknown();
        return fields.IsEmpty ? null : new SchemeAmount(fields, currencies, code, unit);
    }

    private static ImmutableArray<IdentityField> ReadFields(DefinitionNode amount, string name)
    {
        var fields = ImmutableArray.CreateBuilder<IdentityField>();
        foreach (var text in amount.Texts(name) ?? [])
        {
            if (IdentityField.TryParse(text, out var field) && !field.IsOptional)
            {
                fields.Add(field);
            }
            else
            {
                amount.Refuse(name, $"'{text}' is not a field such as amount or outer.inner");
            }
        }

        return fields.ToImmutable();
    }

    private static string? ReadCode(DefinitionNode amount)
    {
        if (amount.Text("CurrencyCode") is not { Length: > 0 } code)
        {
            return null;
        }

        if (!Currencies.IsKnown(code))
        {
            amount.Refuse("CurrencyCode", $"'{code}' is not a currency by which amounts are counted, such as EUR");
        }

        return code;
    }
}
