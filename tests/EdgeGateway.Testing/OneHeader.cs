using EdgeGateway.Callbacks;

namespace EdgeGateway.Testing;

/// <summary>A request with one header, whatever its name.</summary>
/// <param name="value">The value; null: the header is missing.</param>
public sealed class OneHeader(string? value) : IHeaderSource
{
    public string? Find(string name) => value;
}
