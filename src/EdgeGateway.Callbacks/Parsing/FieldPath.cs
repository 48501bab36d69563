using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The names that lead from one container to a value within it.</summary>
internal sealed class FieldPath
{
    private readonly byte[][] _names;

    /// <param name="path">Names with dots between them, as in <c>data.object.id</c>.</param>
    public FieldPath(string path)
        : this(path, path.Split('.'))
    {
    }

    private FieldPath(string text, string[] names)
    {
        Text = text;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The path as configured.</summary>
    public string Text { get; }

    /// <summary>How many names there are.</summary>
    public int Depth => _names.Length;

    /// <summary>A path of a single name, which may contain dots.</summary>
    public static FieldPath OfName(string name) => new(name, [name]);

    /// <summary>A path of a single name in UTF-8.</summary>
    public static FieldPath OfOctets(byte[] name) => OfName(Encoding.UTF8.GetString(name));

    /// <summary>The name at a level, from 0.</summary>
    public byte[] this[int level] => _names[level];

    /// <summary>The index of the value, or -1.</summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="root">The container that the path begins in.</param>
    public int FindIn(in CallbackFields fields, int root = 0)
    {
        var index = root;
        foreach (var name in _names)
        {
            if (fields[index].Kind != FieldKind.Object || (index = fields.Find(index, name)) < 0)
            {
                return -1;
            }
        }

        return index;
    }
}
