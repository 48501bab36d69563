using System.Text.Json;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The paths that <see cref="JsonScan"/> looks for, as a tree of names.</summary>
internal sealed class ScanPaths
{
    /// <summary>
    /// The maximum number of names that a scheme may look for in one object. What a profile adds is also bounded, so that there are at most
    /// 64 names: duplicates are tracked with one bit each.
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

    /// <summary>The largest number of names that are looked for in one object.</summary>
    public int Width => _children.Length == 0 ? 0 : Math.Max(_children.Length, _children.Max(static child => child.Width));

    /// <summary>Whether anything inside the value is looked for.</summary>
    public bool HasChildren => _children.Length > 0;

    /// <summary>These paths and others.</summary>
    public ScanPaths With(IEnumerable<FieldPath> others) => new([.. _paths, .. others]);

    public ScanPaths this[int index] => _children[index];

    /// <summary>The index of an outermost field whose name is looked for and appears before, or -1.</summary>
    public int FindRepeatedName(in CallbackFields fields)
    {
        foreach (var child in _children)
        {
            var isKnown = false;
            for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
            {
                if (!fields.NameOf(fields[index]).SequenceEqual(child._name))
                {
                    continue;
                }

                if (isKnown)
                {
                    return index;
                }

                isKnown = true;
            }
        }

        return -1;
    }

    /// <summary>The index of the child with the reader's current name, or -1.</summary>
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
