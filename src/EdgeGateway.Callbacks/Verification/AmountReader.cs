using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Finds the amount in a verified callback, for those who count money. Allocates nothing.</summary>
/// <param name="amount">The field with the number.</param>
/// <param name="currency">The field with the code of the currency.</param>
/// <param name="unit">How the number is written.</param>
public sealed class AmountReader(IdentityField amount, IdentityField currency, AmountUnit unit)
{
    private const int MaxCodeLength = 16;

    private readonly IdentityPath _amount = new(amount);
    private readonly IdentityPath _currency = new(currency);

    /// <summary>Null where the callback has none that can be read.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="workspace">As <see cref="CallbackVerifier.Verify"/> left it.</param>
    public Amount? Read(ReadOnlySpan<byte> body, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var fields = workspace.DocumentOver(body);
        var number = ValueOf(fields, _amount, workspace.Root);
        var code = ValueOf(fields, _currency, workspace.Root);
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || code.Length is 0 or > MaxCodeLength)
        {
            return null;
        }

        Span<char> text = stackalloc char[MaxCodeLength];
        var (name, decimals) = Currencies.Find(text[..Encoding.UTF8.GetChars(code, text)]);
        for (; unit == AmountUnit.Major && decimals > 0 && value < long.MaxValue / 10; decimals--)
        {
            value *= 10;
        }

        return value is >= 0 and < long.MaxValue / 10 ? new Amount(name, (long)decimal.Round(value)) : null;
    }

    private static ReadOnlySpan<byte> ValueOf(in CallbackFields fields, IdentityPath path, int root)
    {
        var index = fields.Count == 0 || root < 0 ? -1 : path.FindIn(fields, root);
        return index >= 0 && fields[index] is { Kind: FieldKind.String or FieldKind.Number, IsValueEscaped: false } ? fields.RawValueOf(fields[index]) : [];
    }
}
