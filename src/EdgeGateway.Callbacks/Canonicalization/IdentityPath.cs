using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>An <see cref="IdentityField"/> as the UTF-8 bytes to search for.</summary>
internal sealed class IdentityPath
{
    private readonly FieldPath _path;
    private readonly byte[] _lowerCase;

    public IdentityPath(IdentityField field)
    {
        _path = new FieldPath(field.Path);
        _lowerCase = Encoding.UTF8.GetBytes(field.Path.ToLowerInvariant());
        IsOptional = field.IsOptional;
    }

    public bool IsOptional { get; }

    /// <summary>The name in the outermost object.</summary>
    public ReadOnlySpan<byte> Outer => _path[0];

    /// <summary>Whether the field is in the outermost object.</summary>
    public bool IsOutermost => _path.Depth == 1;

    /// <summary>The whole path as it appears in joined strings, which have no nesting and no case.</summary>
    public ReadOnlySpan<byte> LowerCase => _lowerCase;

    /// <summary>The index of the field that the path names, or -1.</summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="root">The object that the path begins in.</param>
    public int FindIn(in CallbackFields fields, int root = 0) => _path.FindIn(fields, root);
}
