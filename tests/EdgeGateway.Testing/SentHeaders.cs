using EdgeGateway.Callbacks;

namespace EdgeGateway.Testing;

/// <summary>The headers of a request; names are not case-sensitive.</summary>
/// <param name="values">The headers.</param>
public sealed class SentHeaders(IEnumerable<KeyValuePair<string, string>> values) : IHeaderSource
{
    private readonly Dictionary<string, string> _values = new(values, StringComparer.OrdinalIgnoreCase);

    public string? Find(string name) => _values.GetValueOrDefault(name);
}
