namespace EdgeGateway.Callbacks;

/// <summary>The headers of one request.</summary>
public interface IHeaderSource
{
    /// <summary>
    /// The value, one character for each octet (Latin-1); null if there is no such header. Several values are joined with commas.
    /// </summary>
    /// <param name="name">The header's name, case-insensitive.</param>
    string? Find(string name);
}
