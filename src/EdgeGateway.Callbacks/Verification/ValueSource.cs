using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One value of a callback, as in <c>header:webhook-id</c>. Immutable.</summary>
internal sealed class ValueSource
{
    /// <summary>The words before the colon, in the order of <see cref="SourceKind"/>.</summary>
    public static readonly string[] Words = ["header", "query", "form", "field", "sig", "param"];

    private readonly byte[] _name;

    private ValueSource(SourceKind kind, string name, bool isOptional)
    {
        Kind = kind;
        Name = name;
        IsOptional = isOptional;
        _name = Encoding.UTF8.GetBytes(name);
        Path = kind == SourceKind.Field ? new FieldPath(name) : null;
    }

    public SourceKind Kind { get; }

    /// <summary>What follows the colon.</summary>
    public string Name { get; }

    /// <summary>Whether an absent value counts as empty.</summary>
    public bool IsOptional { get; }

    /// <summary>The path of a member of the document; otherwise null.</summary>
    public FieldPath? Path { get; }

    /// <summary>The name in UTF-8.</summary>
    public ReadOnlySpan<byte> NameOctets => _name;

    /// <summary>Parses <c>kind:name</c>, followed by <c>?</c> if the value may be absent.</summary>
    /// <param name="text">The configured text.</param>
    /// <param name="source">The source, or null.</param>
    /// <returns>The fault, or null.</returns>
    public static string? Read(string text, out ValueSource? source)
    {
        source = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? -1 : Array.IndexOf(Words, text[..colon]);
        if (kind < 0)
        {
            return $"'{text}' is not a value such as header:X-Id, query:id, form:id or field:data.id";
        }

        var isOptional = text.EndsWith('?');
        var name = isOptional ? text[(colon + 1)..^1] : text[(colon + 1)..];
        if (name.Length == 0 || (kind == (int)SourceKind.Field && name.Split('.').Any(static part => part.Length == 0)))
        {
            return $"'{text}' names nothing behind the colon";
        }

        source = new ValueSource((SourceKind)kind, name, isOptional);
        return null;
    }

    /// <summary>The member of the document at <paramref name="path"/>.</summary>
    public static ValueSource OfField(string path, bool isOptional = false) => new(SourceKind.Field, path, isOptional);

    /// <summary>The form in which it is configured.</summary>
    public override string ToString() => $"{Words[(int)Kind]}:{Name}";
}
