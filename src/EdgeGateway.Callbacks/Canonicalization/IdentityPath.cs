using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>An <see cref="IdentityField"/> in the bytes in which it is looked for.</summary>
internal sealed class IdentityPath
{
    private readonly byte[] _outer;
    private readonly byte[] _inner;
    private readonly byte[] _lowerCase;

    public IdentityPath(IdentityField field)
    {
        var dot = field.Path.IndexOf('.', StringComparison.Ordinal);
        _outer = Encoding.UTF8.GetBytes(dot < 0 ? field.Path : field.Path[..dot]);
        _inner = dot < 0 ? [] : Encoding.UTF8.GetBytes(field.Path[(dot + 1)..]);
        _lowerCase = Encoding.UTF8.GetBytes(field.Path.ToLowerInvariant());
        IsOptional = field.IsOptional;
    }

    public bool IsOptional { get; }

    /// <summary>The name in the outermost object.</summary>
    public ReadOnlySpan<byte> Outer => _outer;

    /// <summary>The name within <see cref="Outer"/>, or empty.</summary>
    public ReadOnlySpan<byte> Inner => _inner;

    /// <summary>The whole path as the joined strings name it, which know no nesting and no case.</summary>
    public ReadOnlySpan<byte> LowerCase => _lowerCase;

    /// <summary>The index of the field that the path names, or -1.</summary>
    public int FindIn(in CallbackFields fields)
    {
        var index = fields.Find(parent: 0, _outer);
        if (index < 0 || _inner.Length == 0)
        {
            return index;
        }

        return fields[index].Kind == FieldKind.Object ? fields.Find(index, _inner) : -1;
    }
}
