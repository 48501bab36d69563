using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>
/// Judges what a profile says of its amounts. Naming the field that the scheme documents brings its currency and unit along; what
/// no page says the profile has to.
/// </summary>
internal static class AmountRules
{
    /// <summary>The reader, or null where the profile names no amount.</summary>
    public static AmountReader? Read(string path, CallbackProfileOptions options, SignatureScheme? scheme, FaultList faults)
    {
        var amountPath = $"{path}:{nameof(options.AmountField)}";
        var field = ReadField(amountPath, options.AmountField, faults);
        var currency = ReadField($"{path}:{nameof(options.CurrencyField)}", options.CurrencyField, faults);
        if (options.AmountField is null)
        {
            if (options.CurrencyField is not null || options.AmountUnit is not null)
            {
                faults.Add(amountPath, "needed for CurrencyField and AmountUnit to have an effect; without it no money is counted");
            }

            return null;
        }

        var documented = scheme?.Amount is { } known && known.Field == field ? known : null;
        currency ??= documented?.CurrencyField;
        var unit = options.AmountUnit ?? documented?.Unit;
        if (scheme is not null && field is not null)
        {
            CheckComplete(path, options, scheme, currency, unit, faults);
        }

        return field is { } number && currency is { } code && unit is { } way ? new AmountReader(number, code, way) : null;
    }

    private static void CheckComplete(
        string path, CallbackProfileOptions options, SignatureScheme scheme, IdentityField? currency, AmountUnit? unit, FaultList faults)
    {
        if (currency is null && options.CurrencyField is null)
        {
            faults.Add($"{path}:{nameof(options.CurrencyField)}", $"needed: {scheme.Name} documents none for '{options.AmountField}'");
        }

        if (unit is null && !faults.Has($"{path}:{nameof(options.AmountUnit)}"))
        {
            faults.Add($"{path}:{nameof(options.AmountUnit)}", $"needed: {scheme.Name} documents none for '{options.AmountField}'");
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
