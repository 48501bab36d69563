using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>
/// Validates a profile's amount settings. Omitted settings default to the scheme's; what the scheme does not document must be set before
/// amounts are counted.
/// </summary>
internal static class AmountRules
{
    /// <summary>Where the amounts are; null if they are not counted.</summary>
    public static SchemeAmount? Read(string path, CallbackProfileOptions options, SignatureScheme? scheme, FaultList faults)
    {
        var field = ReadField($"{path}:{nameof(options.AmountField)}", options.AmountField, faults);
        var currency = ReadField($"{path}:{nameof(options.CurrencyField)}", options.CurrencyField, faults);
        CheckCode(path, options, faults);
        if (!options.CountAmounts)
        {
            CheckUnused(path, options, faults);
            return null;
        }

        if (options.AmountField is not null && field is null)
        {
            return null;
        }

        var documented = Documented(scheme?.Amount, options.AmountField is null, field);
        if (options.AmountField is null && documented is null)
        {
            if (IsAnythingSet(options) && scheme is not null)
            {
                faults.Add($"{path}:{nameof(options.AmountField)}", $"needed: {scheme.Name} documents no amount, so that nothing is counted without it");
            }

            return null;
        }

        var amount = With(documented ?? new SchemeAmount(field is { } own ? [own] : [], [], null, null), options, currency);
        if (scheme is not null && !amount.IsComplete && IsAnythingSet(options))
        {
            ReportMissing(path, options, scheme, amount, faults);
        }

        return amount.IsComplete && !amount.Fields.IsEmpty ? amount : null;
    }

    /// <summary>What the scheme documents for the configured field, or for all fields if the profile names none.</summary>
    private static SchemeAmount? Documented(SchemeAmount? amount, bool isUnnamed, IdentityField? field)
    {
        if (amount is null || isUnnamed)
        {
            return amount;
        }

        var index = field is { } own ? amount.Fields.IndexOf(own) : -1;
        return index < 0
            ? null
            : amount with { Fields = [amount.Fields[index]], CurrencyFields = amount.CurrencyFieldOf(index) is { } currency ? [currency] : [] };
    }

    private static SchemeAmount With(SchemeAmount amount, CallbackProfileOptions options, IdentityField? currency)
    {
        if (currency is { } field)
        {
            amount = amount with { CurrencyFields = [field], CurrencyCode = null };
        }
        else if (options.CurrencyCode is not null)
        {
            amount = amount with { CurrencyFields = [] };
        }

        return amount with { CurrencyCode = options.CurrencyCode ?? amount.CurrencyCode, Unit = options.AmountUnit ?? amount.Unit };
    }

    private static bool IsAnythingSet(CallbackProfileOptions options) =>
        options.AmountField is not null || options.CurrencyField is not null || options.CurrencyCode is not null || options.AmountUnit is not null;

    private static void CheckUnused(string path, CallbackProfileOptions options, FaultList faults)
    {
        if (IsAnythingSet(options))
        {
            faults.Add(
                $"{path}:{nameof(options.CountAmounts)}",
                "is false, so that AmountField, CurrencyField, CurrencyCode and AmountUnit mean nothing; remove these, or CountAmounts");
        }
    }

    private static void CheckCode(string path, CallbackProfileOptions options, FaultList faults)
    {
        if (options.CurrencyCode is { } code && !Currencies.IsKnown(code))
        {
            faults.Add($"{path}:{nameof(options.CurrencyCode)}", $"'{code}' is not a currency by which amounts are counted, such as EUR");
        }
    }

    private static void ReportMissing(string path, CallbackProfileOptions options, SignatureScheme scheme, SchemeAmount amount, FaultList faults)
    {
        var field = options.AmountField ?? amount.Fields[0].Path;
        if (amount.CurrencyFields.IsEmpty && amount.CurrencyCode is null && options.CurrencyField is null)
        {
            faults.Add($"{path}:{nameof(options.CurrencyField)}", $"needed, or CurrencyCode: {scheme.Name} documents none for '{field}'");
        }

        if (amount.Unit is null && !faults.Has($"{path}:{nameof(options.AmountUnit)}"))
        {
            faults.Add($"{path}:{nameof(options.AmountUnit)}", $"needed: {scheme.Name} documents none for '{field}'");
        }
    }

    private static IdentityField? ReadField(string path, string? text, FaultList faults)
    {
        if (text is null)
        {
            return null;
        }

        if (IdentityField.TryParse(text, out var field) && !field.IsOptional)
        {
            return field;
        }

        faults.Add(path, $"'{text}' is not a field such as amount or outer.inner");
        return null;
    }
}
