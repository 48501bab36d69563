using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// A list of the fields that a signature leaves open, for the merchant: percent-encoded names, separated by commas. It is written into
/// a buffer of the caller's, which is emptied first.
/// </summary>
internal readonly ref struct UncoveredNames
{
    /// <summary>The longest list, in bytes. What is left out is replaced by <see cref="Ellipsis"/>.</summary>
    public const int MaxLength = 1024;

    /// <summary>U+2026, percent-encoded as the names are.</summary>
    public const string Ellipsis = "%E2%80%A6";

    private readonly ByteBuffer _list;

    public UncoveredNames(ByteBuffer list)
    {
        _list = list;
        _list.Truncate(0);
    }

    /// <summary>Adds a name; false where the list would become too long, and ends with <see cref="ToCutString"/>.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name)
    {
        var length = _list.Length;
        if (length > 0)
        {
            _list.Append((byte)',');
        }

        PercentEncoding.Append(name, _list);
        if (_list.Length <= MaxLength)
        {
            return true;
        }

        _list.Truncate(length);
        return false;
    }

    /// <summary>All names.</summary>
    public override string ToString() => Encoding.ASCII.GetString(_list.Written);

    /// <summary>The names that had room, and a sign that there are more.</summary>
    public string ToCutString() => _list.Length == 0 ? Ellipsis : $"{this.ToString()},{Ellipsis}";
}
