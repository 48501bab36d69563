using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Which fields a scheme joins, in which order and how. Immutable.</summary>
internal sealed record FieldsRule
{
    /// <summary>Whether the fields are those of the query string.</summary>
    public bool IsQuery { get; init; }

    /// <summary>The object that contains the fields; null for the outermost one.</summary>
    public ValueSource? Container { get; init; }

    /// <summary>The names that are joined; empty for all.</summary>
    public ImmutableArray<byte[]> Names { get; init; } = [];

    /// <summary>The required prefix of names; empty for any.</summary>
    public byte[] OnlyPrefix { get; init; } = [];

    /// <summary>The text before a name that is not part of it; fields without it are not joined.</summary>
    public byte[] UnwrapStart { get; init; } = [];

    /// <summary>The text after a name that is not part of it.</summary>
    public byte[] UnwrapEnd { get; init; } = [];

    /// <summary>The names that are not joined.</summary>
    public ImmutableArray<byte[]> Skip { get; init; } = [];

    /// <summary>Whether objects and arrays are skipped; otherwise a callback with one cannot be verified.</summary>
    public bool ScalarsOnly { get; init; }

    /// <summary>Whether empty values and null are skipped.</summary>
    public bool DropEmpty { get; init; }

    /// <summary>Whether a name may appear several times: its values are sorted, and equal values are joined once.</summary>
    public bool AllowsRepeats { get; init; }

    /// <summary>The constant fields that are joined with the callback's own fields.</summary>
    public ImmutableArray<AddedField> Added { get; init; } = [];

    /// <summary>The order.</summary>
    public FieldsOrder Order { get; init; }

    /// <summary>How a field is printed.</summary>
    public ImmutableArray<ItemPart> Item { get; init; } = [new(ItemPartKind.Value, [])];

    /// <summary>The separator between fields.</summary>
    public byte[] Join { get; init; } = [];

    /// <summary>Reduces a name to the one that the scheme uses. Returns false if the field is not joined.</summary>
    public bool TryUnwrap(ref ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith(UnwrapStart) || !name.EndsWith(UnwrapEnd) || name.Length < UnwrapStart.Length + UnwrapEnd.Length)
        {
            return false;
        }

        name = name[UnwrapStart.Length..^UnwrapEnd.Length];
        return !Holds(Skip, name) && HasPrefix(name) && (Names.IsEmpty || Holds(Names, name));
    }

    /// <summary>Whether a scalar of that name is part of what is joined.</summary>
    public bool Covers(ReadOnlySpan<byte> name) => TryUnwrap(ref name);

    private bool HasPrefix(ReadOnlySpan<byte> name) => Order == FieldsOrder.OrdinalIgnoreCase
        ? name.Length >= OnlyPrefix.Length && Ascii.EqualsIgnoreCase(name[..OnlyPrefix.Length], OnlyPrefix)
        : name.StartsWith(OnlyPrefix);

    private static bool Holds(ImmutableArray<byte[]> names, ReadOnlySpan<byte> name)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
