using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The genuine vector of a preset.</summary>
internal static class GenuineVector
{
    /// <summary>The vector with other members, signed by <see cref="ReferenceSigner"/>.</summary>
    /// <param name="preset">The scheme's name.</param>
    /// <param name="members">Replace the vector's: as JSON, or the names and values of a form or a query.</param>
    public static PresetVector With(string preset, string members)
    {
        var vector = PresetVectors.Of(preset).Single(static vector => vector.Name == "genuine");
        var request = new ReferenceRequest(vector);
        var definition = SignatureSchemes.Find(preset)!.Definition!.DeepClone().AsObject();
        Lay(JsonNode.Parse(members)!.AsObject(), request, definition);
        if (definition["Signature"] is null)
        {
            return request.ToVector();
        }

        using var signer = new ReferenceSigner(definition, vector);
        return signer.Sign(request);
    }

    private static void Lay(JsonObject members, ReferenceRequest request, JsonObject definition)
    {
        if (definition["Document"] is not null)
        {
            var document = request.Form is null ? request.Document!["data"]!.GetValue<string>() : request.Form.Single(static pair => pair.Name == "data").Value;
            var inner = JsonNode.Parse(Convert.FromBase64String(document))!.AsObject();
            Merge(members, inner);
            members = new JsonObject { ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(inner.ToJsonString())) };
        }

        if (definition["Scope"] is not null)
        {
            Merge(members, request.Document!["notificationItems"]![0]!["NotificationRequestItem"]!.AsObject());
        }
        else if (request.Document is { } root)
        {
            Merge(members, root);
        }
        else
        {
            var pairs = request.Form ?? request.Query;
            foreach (var (name, value) in members)
            {
                pairs.RemoveAll(pair => pair.Name == name);
                pairs.Add((name, value!.GetValue<string>()));
            }
        }
    }

    private static void Merge(JsonObject members, JsonObject target)
    {
        foreach (var (name, value) in members)
        {
            if (value is JsonObject inner && target[name] is JsonObject known)
            {
                Merge(inner, known);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
