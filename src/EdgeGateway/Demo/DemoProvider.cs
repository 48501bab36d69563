using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Demo;

/// <summary>One provider that the demo plays.</summary>
/// <param name="Scheme">The scheme's name, which is the profile's and the route's too.</param>
/// <param name="Amount">What is paid, for people.</param>
/// <param name="AmountField">The path of the field that a forger would change.</param>
/// <param name="IdField">The path of the field that tells one event from another.</param>
/// <param name="Sample">The provider's documented callback, unsigned.</param>
/// <param name="Sign">Signs a body: gives what to send and the header that goes with it.</param>
internal sealed record DemoProvider(
    string Scheme, string Amount, string AmountField, string IdField, string Sample, Func<JsonObject, DemoRequest> Sign)
{
    /// <summary>The secret that it shares with the merchant, in hexadecimal digits as Adyen wants it. Made for one run.</summary>
    public static string Secret { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The scheme's object where the configuration has it; null where it ships.</summary>
    public string? Definition { get; init; }

    /// <summary>Where its callbacks go.</summary>
    public string Path => $"/callbacks/{Scheme.ToLowerInvariant()}";

    /// <summary>The documented callback, signed.</summary>
    public DemoRequest Callback() => Sign(Body());

    /// <summary>The same of another event.</summary>
    public DemoRequest OtherCallback()
    {
        var body = Body();
        var (parent, name) = Find(body, IdField);
        parent[name] = parent[name]!.GetValueKind() == JsonValueKind.Number ? 700001 : "other-700001";
        return Sign(body);
    }

    /// <summary>What a forger makes of <paramref name="callback"/>: the signature of the real one, and more money.</summary>
    public DemoRequest Forged(DemoRequest callback)
    {
        var body = JsonNode.Parse(callback.Body)!.AsObject();
        var (parent, name) = Find(body, AmountField);
        parent[name] = 999999;
        return callback with { Body = body.ToJsonString() };
    }

    /// <summary>The object that holds the field, and the field's name there.</summary>
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
