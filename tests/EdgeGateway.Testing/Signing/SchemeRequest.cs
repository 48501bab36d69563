using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Testing.Signing;

/// <summary>A callback as a provider sends it.</summary>
/// <param name="Body">The body's text, sent in UTF-8; an empty one is not sent.</param>
/// <param name="MediaType">The media type of the body.</param>
public sealed record SchemeRequest(string Body, string? MediaType = "application/json")
{
    /// <summary>The media type of a form.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Sent as it is, without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers, without that of the media type.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A GET without a body.</summary>
    public static SchemeRequest Get(string query) => new("", null) { Method = HttpMethod.Get, Query = query };

    /// <summary>The request of a vector.</summary>
    public static SchemeRequest Of(PresetVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new(vector.Body, vector.Headers.GetValueOrDefault("Content-Type"))
        {
            Method = HttpMethod.Parse(vector.Method),
            Query = vector.Query,
            Headers =
            [
                .. vector.Headers.Where(static header => header.Key != "Content-Type").Select(static header => (header.Key, header.Value)),
                .. vector.SourceAddress is null ? [] : new[] { ("X-Forwarded-For", vector.SourceAddress) },
            ],
        };
    }

    /// <summary>The request as a vector of a preset.</summary>
    public PresetVector ToVector(string preset) => new(
        preset,
        "",
        IsAccepted: true,
        default,
        Method.Method,
        Query,
        Body,
        (MediaType is null ? Headers : Headers.Add(("Content-Type", MediaType))).ToImmutableSortedDictionary(static header => header.Name, static header => header.Value));

    /// <summary>With one more header, or with another value of it.</summary>
    public SchemeRequest With(string name, string value) => this with { Headers = [.. Without(name).Headers, (name, value)] };

    /// <summary>Without a header.</summary>
    public SchemeRequest Without(string name) =>
        this with { Headers = Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) };

    /// <summary>The message to a path of the gateway.</summary>
    public HttpRequestMessage ToMessage(Uri edge, string path)
    {
        var address = new Uri(edge, path).AbsoluteUri + (Query.Length == 0 ? "" : "?" + Query);
        var message = new HttpRequestMessage(
            Method, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Body.Length > 0)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
