using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>A received request, with the settings that a package and the gateway verify it with.</summary>
internal sealed record SdkCallback
{
    /// <summary>The provider, by the name of its scheme.</summary>
    public required string Provider { get; init; }

    /// <summary>The receiver's secrets, by their ids.</summary>
    public required ImmutableArray<(string Id, string Value)> Secrets { get; init; }

    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The URL that is registered with the provider; null if the scheme needs none.</summary>
    public required string? PublicUrl { get; init; }

    /// <summary>The receiver's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string Query { get; init; }

    /// <summary>The headers; names are not case-sensitive.</summary>
    public required ImmutableDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The body as text; octets that are not UTF-8 are lost.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsJson => Headers["Content-Type"] == "application/json";

    public static SdkCallback Of(PresetVector vector, ImmutableArray<(string Id, string Value)> secrets, DateTimeOffset now) => new()
    {
        Provider = vector.Preset,
        Secrets = secrets,
        Parameters = vector.Parameters,
        PublicUrl = vector.PublicUrl,
        Now = now,
        Query = vector.Query,
        Headers = vector.Headers.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
        Body = Encoding.UTF8.GetBytes(vector.Body),
    };

    public SdkCallback WithText(string text) => this with { Body = Encoding.UTF8.GetBytes(text) };

    /// <summary>With another value of a header, trimmed as HTTP requires; null removes the header.</summary>
    public SdkCallback WithHeader(string name, string? value) =>
        this with { Headers = value is null ? Headers.Remove(name) : Headers.SetItem(name, value.Trim(' ', '\t')) };

    /// <summary>The JSON for the process with the packages.</summary>
    public JsonObject ToJson() => new()
    {
        ["sdk"] = Provider,
        ["now"] = Now.ToUnixTimeMilliseconds(),
        ["secrets"] = new JsonArray([.. Secrets.Select(static secret => new JsonArray(secret.Id, secret.Value))]),
        ["parameters"] = new JsonObject(Parameters.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["url"] = PublicUrl,
        ["query"] = Query,
        ["headers"] = new JsonObject(Headers.Select(static pair => KeyValuePair.Create(pair.Key.ToLowerInvariant(), (JsonNode?)pair.Value))),
        ["body"] = Convert.ToBase64String(Body),
    };

    /// <summary>For the message of a failure; nothing in it is a real secret.</summary>
    public override string ToString() => ToJson().ToJsonString() + "\n" + Text;
}
