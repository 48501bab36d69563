using System.Text;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>The rules, besides the body itself, that determine which fields a signature does not cover. Immutable.</summary>
internal sealed class CoverageRules
{
    private readonly byte[][] _known;
    private readonly byte[][] _blank;
    private readonly byte[][] _objects;

    /// <param name="known">The outermost fields whose names the merchant knows.</param>
    /// <param name="blank">The fields that the provider documents as possibly blank.</param>
    /// <param name="objects">The fields that the profile declares as objects.</param>
    public CoverageRules(IEnumerable<string> known, IEnumerable<string> blank, IEnumerable<string> objects)
    {
        _known = BytesOf(known);
        _blank = BytesOf(blank);
        _objects = BytesOf(objects);
    }

    /// <summary>Whether values that could be read as several fields are accepted.</summary>
    public bool AllowAmbiguousValues { get; init; }

    /// <summary>Whether a token vouches for the invoice's id.</summary>
    public bool BindsInvoice { get; init; } = true;

    /// <summary>Whether the name differs from a known one only in case, so that a merchant may confuse the two.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="lowerCase">The same in lower case.</param>
    public bool IsKnownInAnotherCase(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase)
    {
        foreach (var known in _known)
        {
            if (known.Length == name.Length && !name.SequenceEqual(known) && Ascii.EqualsIgnoreCase(known, lowerCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the provider documents that the field may be blank.</summary>
    public bool MayBeBlank(ReadOnlySpan<byte> name) => Holds(_blank, name);

    /// <summary>Whether the profile says that the field is an object.</summary>
    public bool IsObject(ReadOnlySpan<byte> name) => Holds(_objects, name);

    private static bool Holds(byte[][] names, ReadOnlySpan<byte> name)
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

    private static byte[][] BytesOf(IEnumerable<string> names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
