using System.Collections.Immutable;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Tests.Callbacks.Schemes;

/// <summary>The headers of a vector.</summary>
internal sealed class VectorHeaders(ImmutableSortedDictionary<string, string> headers) : IHeaderSource
{
    public string? Find(string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
