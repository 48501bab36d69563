using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Demo;

/// <summary>One provider that the demo simulates.</summary>
/// <param name="Scheme">The name of the scheme, the profile and the route.</param>
/// <param name="Event">What the callback reports, as text for people.</param>
/// <param name="AmountField">The path of the field that a forger would change.</param>
/// <param name="IdField">The path of the field that identifies the event.</param>
/// <param name="Sample">The provider's documented callback, unsigned.</param>
/// <param name="Sign">Signs a body, and returns what to send with the signature header.</param>
internal sealed record DemoProvider(
    string Scheme, string Event, string AmountField, string IdField, string Sample, Func<JsonObject, DemoRequest> Sign)
{
    /// <summary>The secret shared with the merchant, in hexadecimal digits as Adyen requires. Created for each run.</summary>
    public static string Secret { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The scheme's definition if the configuration contains it; null if it is built in.</summary>
    public string? Definition { get; init; }

    /// <summary>The path of its callbacks.</summary>
    public string Path => $"/callbacks/{Scheme.ToLowerInvariant()}";

    /// <summary>The documented callback, signed.</summary>
    public DemoRequest Callback() => Sign(Body());

    /// <summary>The same callback for another event.</summary>
    public DemoRequest OtherCallback()
    {
        var body = Body();
        var (parent, name) = Find(body, IdField);
        parent[name] = parent[name]!.GetValueKind() == JsonValueKind.Number ? 700001 : "other-700001";
        return Sign(body);
    }

    /// <summary>A forged version of <paramref name="callback"/>: the genuine signature with a larger amount.</summary>
    public DemoRequest Forged(DemoRequest callback)
    {
        var body = JsonNode.Parse(callback.Body)!.AsObject();
        var (parent, name) = Find(body, AmountField);
        parent[name] = 999999;
        return callback with { Body = body.ToJsonString() };
    }

    /// <summary>The object that contains the field, and the field's name.</summary>
    /// <param name="body">Where to look.</param>
    /// <param name="path">Names and indexes, with full stops between them.</param>
    private static (JsonNode Parent, string Name) Find(JsonNode body, string path)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(body, static (node, name) =>
            node is JsonArray array ? array[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!);
        return (parent, names[^1]);
    }

    private JsonObject Body() => JsonNode.Parse(Sample)!.AsObject();
}
