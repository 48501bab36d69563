using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>A callback as a provider sends it.</summary>
/// <param name="Body">In UTF-8; an empty one is not sent at all.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record SchemeRequest(string Body, string? MediaType = "application/json")
{
    public const string Form = "application/x-www-form-urlencoded";

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Sent as it is, without its question mark.</summary>
    public string Query { get; init; } = "";

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A GET without a body.</summary>
    public static SchemeRequest Get(string query) => new("", null) { Method = HttpMethod.Get, Query = query };

    public static SchemeRequest Of(PresetVector vector) =>
        new(vector.Body, vector.Headers.GetValueOrDefault("Content-Type"))
        {
            Method = HttpMethod.Parse(vector.Method),
            Query = vector.Query,
            Headers =
            [
                .. vector.Headers.Where(static header => header.Key != "Content-Type").Select(static header => (header.Key, header.Value)),
                .. vector.SourceAddress is null ? [] : new[] { ("X-Forwarded-For", vector.SourceAddress) },
            ],
        };

    /// <summary>With one more header, or with another value of it.</summary>
    public SchemeRequest With(string name, string value) => this with { Headers = [.. Without(name).Headers, (name, value)] };

    public SchemeRequest Without(string name) =>
        this with { Headers = Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) };

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
