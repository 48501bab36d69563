using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>A callback's request that can be kept and changed, unlike <see cref="CallbackMessage"/>. Immutable.</summary>
/// <param name="Body">The bytes; must not be changed afterwards.</param>
/// <param name="Format">The format in which they are read: exactly one.</param>
public sealed record CallbackRequest(ReadOnlyMemory<byte> Body, BodyFormats Format) : IHeaderSource
{
    /// <summary>Headers without a value, with names that are compared without regard to case.</summary>
    public static ImmutableSortedDictionary<string, string> NoHeaders { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The method, in upper case.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The query string without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers; the names must be compared without regard to case, as those of <see cref="NoHeaders"/> are.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <inheritdoc/>
    public string? Find(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The request as a verifier takes it.</summary>
    public CallbackMessage ToMessage() => new(Body.Span, Format) { Method = Method, Query = Query, Headers = this };
}
