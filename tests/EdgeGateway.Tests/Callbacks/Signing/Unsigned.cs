using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Schemes;

namespace EdgeGateway.Tests.Callbacks.Signing;

/// <summary>Vectors as requests, with and without their signature.</summary>
internal static class Unsigned
{
    public static CallbackRequest RequestOf(PresetVector vector) => new(Encoding.UTF8.GetBytes(vector.Body), VectorVerifier.FormatOf(vector, SignatureSchemes.Find(vector.Preset)!))
    {
        Method = vector.Method,
        Query = vector.Query,
        Headers = CallbackRequest.NoHeaders.AddRange(vector.Headers),
    };

    /// <summary>The request without the value that carries the signature, whatever else that value holds.</summary>
    public static CallbackRequest Of(PresetVector vector)
    {
        var definition = SignatureSchemes.Find(vector.Preset)!.Definition!;
        var from = definition["Signature"]!["From"]!.GetValue<string>().Split(':', 2);
        var request = new ReferenceRequest(vector);
        switch (from[0])
        {
            case "header":
                request.Headers.Remove(from[1]);
                break;
            case "query":
                request.Query.RemoveAll(pair => pair.Name == from[1]);
                break;
            case "form":
                request.Form!.RemoveAll(pair => pair.Name == from[1]);
                break;
            case "field" when request.Document is { } document:
                foreach (var root in definition["Scope"] is null ? [document] : document["notificationItems"]!.AsArray().Select(static item => item!["NotificationRequestItem"]!.AsObject()))
                {
                    Remove(root, from[1].Split('.'));
                }

                break;
            default:
                (request.Form ?? request.Query).RemoveAll(pair => pair.Name == from[1]);
                break;
        }

        return RequestOf(request.ToVector());
    }

    private static void Remove(JsonObject root, string[] path)
    {
        var parent = path[..^1].Aggregate(root, static (node, name) => node[name]!.AsObject());
        parent.Remove(path[^1]);
    }
}
