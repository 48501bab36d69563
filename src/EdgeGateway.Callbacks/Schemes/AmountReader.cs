using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Finds the amounts of a verified callback. Does not allocate for a callback of one item.</summary>
internal sealed class AmountReader
{
    private const int MaxCodeLength = 16;

    private readonly (FieldPath Number, FieldPath? Currency)[] _places;
    private readonly string? _currencyCode;
    private readonly AmountUnit _unit;
    private readonly ScopePath? _scope;

    /// <param name="scheme">How the provider signs, and whether a callback has several items.</param>
    /// <param name="amount">Where the amount is; must be complete.</param>
    public AmountReader(SignatureScheme scheme, SchemeAmount amount)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(amount);
        if (!amount.IsComplete)
        {
            throw new ArgumentException("The currency and the unit are needed.", nameof(amount));
        }

        Amount = amount;
        _places = [.. amount.Fields.Select((field, index) => (
            new FieldPath(field.Path), amount.CurrencyFieldOf(index) is { } currency ? new FieldPath(currency.Path) : null))];
        _currencyCode = amount.CurrencyCode;
        _unit = amount.Unit!.Value;
        _scope = scheme.Scope;
    }

    /// <summary>Where the amount is.</summary>
    public SchemeAmount Amount { get; }

    /// <summary>The amount; null if the callback has none that can be read, or consists of several items.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="workspace">As <see cref="CallbackVerifier.Judge"/> left it.</param>
    public Amount? Read(ReadOnlySpan<byte> body, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var fields = workspace.DocumentFieldsOf(body);
        return fields.Count == 0 || workspace.Root < 0 ? null : Read(fields, workspace.Root, workspace.Text);
    }

    /// <summary>The amounts of the items of a callback that has several; empty for any other.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="workspace">As <see cref="CallbackVerifier.Judge"/> left it.</param>
    public ImmutableArray<Amount> ReadItems(ReadOnlySpan<byte> body, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (_scope is null || workspace.Root >= 0)
        {
            return [];
        }

        var fields = workspace.DocumentFieldsOf(body);
        var array = _scope.FindArray(fields);
        var amounts = ImmutableArray.CreateBuilder<Amount>();
        for (var element = array + 1; array >= 0 && element < fields[array].EndIndex; element = fields[element].EndIndex)
        {
            if (_scope.FindRoot(fields, element) is var root and >= 0 && Read(fields, root, workspace.Text) is { } amount)
            {
                amounts.Add(amount);
            }
        }

        return amounts.DrainToImmutable();
    }

    private Amount? Read(in CallbackFields fields, int root, ByteBuffer text)
    {
        foreach (var (number, currency) in _places)
        {
            if (!decimal.TryParse(TextOf(fields, number, root, text), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                continue;
            }

            var code = currency is null ? [] : TextOf(fields, currency, root, text);
            if (code.Length > MaxCodeLength || (code.IsEmpty && _currencyCode is null))
            {
                continue;
            }

            return ToAmount(value, code);
        }

        return null;
    }

    private Amount? ToAmount(decimal value, ReadOnlySpan<byte> code)
    {
        Span<char> letters = stackalloc char[MaxCodeLength];
        var (name, decimals) = Currencies.Find(code.IsEmpty ? _currencyCode : letters[..Encoding.UTF8.GetChars(code, letters)]);
        for (; _unit == AmountUnit.Major && decimals > 0 && value < long.MaxValue / 10; decimals--)
        {
            value *= 10;
        }

        return value is >= 0 and < long.MaxValue / 10 ? new Amount(name, (long)decimal.Round(value)) : null;
    }

    /// <summary>The text of a string or number, valid until <paramref name="text"/> is used again; empty if there is none.</summary>
    private static ReadOnlySpan<byte> TextOf(in CallbackFields fields, FieldPath path, int root, ByteBuffer text)
    {
        var index = path.FindIn(fields, root);
        if (index < 0 || fields[index].Kind is not (FieldKind.String or FieldKind.Number))
        {
            return [];
        }

        if (!fields[index].IsValueEscaped)
        {
            return fields.RawValueOf(fields[index]);
        }

        text.Truncate(0);
        fields.AppendText(fields[index], text);
        return text.Written;
    }
}
