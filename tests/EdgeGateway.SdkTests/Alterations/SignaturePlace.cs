using System.Text.Json.Nodes;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>The location of a callback's signature, with the elements around it.</summary>
internal static class SignaturePlace
{
    /// <summary>The texts with the signature; several if every item of a callback has one.</summary>
    public static IReadOnlyList<string> ReadAll(SdkCallback callback)
    {
        var (kind, name) = PlaceOf(callback);
        return kind switch
        {
            "header" => [callback.Headers[name]],
            "form" => [FormPairs.Read(callback.Text).First(pair => pair.Name == name).Value],
            _ => [.. RootsOf(callback, JsonNode.Parse(callback.Body)!).Select(root => Find(root, name)!.GetValue<string>())],
        };
    }

    /// <summary>The callback with another text; null removes it. If every item has one, this changes one item.</summary>
    public static SdkCallback Replace(SdkCallback callback, Random random, Func<string, string?> change)
    {
        var (kind, name) = PlaceOf(callback);
        switch (kind)
        {
            case "header":
                return callback.WithHeader(name, change(callback.Headers[name]));
            case "form":
                return callback.WithText(FormPairs.Write(
                    from pair in FormPairs.Read(callback.Text)
                    let value = pair.Name == name ? change(pair.Value) : pair.Value
                    where value is not null
                    select (pair.Name, value)));
            default:
                var document = JsonNode.Parse(callback.Body)!;
                var roots = RootsOf(callback, document).ToList();
                var root = roots[random.Next(roots.Count)];
                var parent = name.Split('.')[..^1].Aggregate((JsonNode)root, static (node, part) => node[part]!).AsObject();
                var member = name.Split('.')[^1];
                if (change(parent[member]!.GetValue<string>()) is { } text)
                {
                    parent[member] = text;
                }
                else
                {
                    parent.Remove(member);
                }

                return callback.WithText(ReferenceJson.Write(document, isSorted: false));
        }
    }

    /// <summary>The objects that are signed separately.</summary>
    public static IEnumerable<JsonObject> RootsOf(SdkCallback callback, JsonNode document) => callback.Provider == "adyen"
        ? document["notificationItems"]!.AsArray().Select(static item => item!["NotificationRequestItem"]!.AsObject())
        : [document.AsObject()];

    private static JsonNode? Find(JsonObject root, string path) =>
        path.Split('.').Aggregate((JsonNode?)root, static (node, part) => (node as JsonObject)?[part]);

    private static (string Kind, string Name) PlaceOf(SdkCallback callback)
    {
        var parts = SdkProvider.Of(callback.Provider).Scheme.Definition!["Signature"]!["From"]!.GetValue<string>().Split(':');
        return (parts[0], parts[1]);
    }
}
