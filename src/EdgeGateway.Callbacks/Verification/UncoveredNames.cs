using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// Lists the fields that a signature does not cover, for the merchant: percent-encoded names, separated by commas. The list is written to
/// the caller's buffer, which is cleared first.
/// </summary>
internal readonly ref struct UncoveredNames
{
    /// <summary>The maximum length of the list, in bytes. The rest is replaced by <see cref="Ellipsis"/>.</summary>
    public const int MaxLength = 1024;

    /// <summary>U+2026, percent-encoded as the names are.</summary>
    public const string Ellipsis = "%E2%80%A6";

    private readonly ByteBuffer _list;

    public UncoveredNames(ByteBuffer list)
    {
        _list = list;
        _list.Truncate(0);
    }

    /// <summary>Adds a name. Returns false if the list would become too long; then use <see cref="ToCutString"/>.</summary>
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

    /// <summary>The names that fit, followed by an ellipsis.</summary>
    public string ToCutString() => _list.Length == 0 ? Ellipsis : $"{this.ToString()},{Ellipsis}";
}
