using System.Text.RegularExpressions;

namespace EdgeGateway.Tests;

/// <summary>The dependencies between the namespaces of a project, read from its sources without comments.</summary>
internal sealed partial class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);

    private NamespaceGraph(IEnumerable<string> namespaces)
    {
        foreach (var name in namespaces)
        {
            _edges.TryAdd(name, new(StringComparer.Ordinal));
        }
    }

    public static NamespaceGraph Of(string project)
    {
        var files = Repository.SourcesBelow($"src/{project}")
            .Select(static path => (Name: Path.GetFileNameWithoutExtension(path), Code: Repository.Code(path), Namespace: Namespace().Match(Repository.Read(path)).Groups[1].Value))
            .Where(static file => file.Namespace.Length > 0)
            .ToList();
        var graph = new NamespaceGraph(files.Select(static file => file.Namespace));
        foreach (var file in files)
        {
            var named = Using().Matches(file.Code).Select(static match => match.Groups[1].Value).Where(graph._edges.ContainsKey).ToHashSet();

            // Parent namespaces need no using directive, so the names of their types are searched.
            var words = Word().Matches(file.Code).Select(static match => match.Value).ToHashSet();
            named.UnionWith(files
                .Where(other => file.Namespace.StartsWith(other.Namespace + ".", StringComparison.Ordinal) && words.Contains(other.Name))
                .Select(static other => other.Namespace));
            graph._edges[file.Namespace].UnionWith(named.Where(name => name != file.Namespace));
        }

        return graph;
    }

    /// <summary>Pairs of namespaces that depend on each other.</summary>
    public IEnumerable<string> Circles() =>
        from first in _edges.Keys
        from second in _edges.Keys
        where string.CompareOrdinal(first, second) < 0 && Reaches(first, second) && Reaches(second, first)
        select $"{first} <-> {second}";

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string> { from };
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var name))
        {
            foreach (var other in _edges[name].Where(seen.Add))
            {
                if (other == to)
                {
                    return true;
                }

                next.Enqueue(other);
            }
        }

        return false;
    }

    [GeneratedRegex("^namespace ([\\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("^using ([\\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("\\b[A-Z]\\w*")]
    private static partial Regex Word();
}
