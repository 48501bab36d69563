using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>Judges what a profile says of its amounts.</summary>
internal static class AmountRules
{
    /// <summary>The reader, or null where the profile does not name both fields.</summary>
    public static AmountReader? Read(string path, CallbackProfileOptions options, FaultList faults)
    {
        var amount = ReadField($"{path}:{nameof(options.AmountField)}", options.AmountField, faults);
        var currency = ReadField($"{path}:{nameof(options.CurrencyField)}", options.CurrencyField, faults);
        if (options.AmountField is null != options.CurrencyField is null)
        {
            faults.Add($"{path}:{nameof(options.AmountField)}", "goes with CurrencyField: give both, or none to count no money");
        }

        return amount is { } number && currency is { } code ? new AmountReader(number, code, options.AmountUnit == AmountUnit.Major) : null;
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
