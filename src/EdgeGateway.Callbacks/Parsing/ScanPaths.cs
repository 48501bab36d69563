using System.Text.Json;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The paths that <see cref="JsonScan"/> looks for, as a tree of names.</summary>
internal sealed class ScanPaths
{
    /// <summary>
    /// The most names that a scheme may look for in one object. What a profile adds is bounded, too, so that they are 64 at most, one bit
    /// each where names that stand twice are found.
    /// </summary>
    public const int MaxSchemeNames = 30;

    private readonly byte[] _name;
    private readonly FieldPath[] _paths;
    private readonly ScanPaths[] _children;

    public ScanPaths(IEnumerable<FieldPath> paths)
        : this([], [.. paths], level: 0)
    {
    }

    private ScanPaths(byte[] name, FieldPath[] paths, int level)
    {
        _name = name;
        _paths = paths;
        _children = [.. paths
            .Where(path => path.Depth > level)
            .GroupBy(path => Convert.ToHexString(path[level]))
            .Select(group => new ScanPaths(group.First()[level], [.. group], level + 1))];
    }

    /// <summary>The most names that are looked for in one object.</summary>
    public int Width => _children.Length == 0 ? 0 : Math.Max(_children.Length, _children.Max(static child => child.Width));

    /// <summary>Whether something is looked for within the value.</summary>
    public bool HasChildren => _children.Length > 0;

    /// <summary>These paths and others.</summary>
    public ScanPaths With(IEnumerable<FieldPath> others) => new([.. _paths, .. others]);

    public ScanPaths this[int index] => _children[index];

    /// <summary>Whether an outermost name that is looked for stands more than once.</summary>
    public bool HaveRepeats(in CallbackFields fields)
    {
        foreach (var child in _children)
        {
            var count = 0;
            for (var index = 1; index < fields.Count; index = fields[index].End)
            {
                count += fields.NameOf(fields[index]).SequenceEqual(child._name) ? 1 : 0;
            }

            if (count > 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which child the reader's name is, or -1.</summary>
    public int Find(ref Utf8JsonReader reader)
    {
        for (var index = 0; index < _children.Length; index++)
        {
            if (reader.ValueTextEquals(_children[index]._name))
            {
                return index;
            }
        }

        return -1;
    }
}
