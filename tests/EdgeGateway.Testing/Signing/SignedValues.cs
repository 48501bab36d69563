using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Signing;

/// <summary>The values of a request that its signature covers.</summary>
public static class SignedValues
{
    /// <summary>Changes a random one; false if no value can be changed alone.</summary>
    public static bool TryChange(SignatureScheme scheme, ReferenceRequest request, Random random)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(random);
        var changes = new List<Action>();
        foreach (var root in RootsOf(scheme, request))
        {
            AddChanges(root, "field:", scheme, changes);
        }

        foreach (var (pairs, kind) in new[] { (request.Form, "form:"), (request.Query, "query:") })
        {
            for (var index = 0; index < (pairs?.Count ?? 0); index++)
            {
                var (at, name) = (index, pairs![index].Name);
                if (MayChange(scheme, kind + name))
                {
                    changes.Add(() => pairs[at] = (name, "changed" + pairs[at].Value));
                }
            }
        }

        if (changes.Count == 0)
        {
            return false;
        }

        changes[random.Next(changes.Count)]();
        return true;
    }

    /// <summary>The root objects of field paths; none if the document is in a value of the form or body, which is changed as a whole.</summary>
    private static IEnumerable<JsonObject> RootsOf(SignatureScheme scheme, ReferenceRequest request) =>
        request.Document is null || scheme.Definition!["Document"] is not null ? []
            : scheme.Definition["Scope"] is null ? [request.Document]
            : request.Document["notificationItems"]!.AsArray().Select(static item => item!["NotificationRequestItem"]!.AsObject());

    private static void AddChanges(JsonObject members, string path, SignatureScheme scheme, List<Action> changes)
    {
        foreach (var (name, value) in members)
        {
            if (value is JsonObject inner)
            {
                AddChanges(inner, $"{path}{name}.", scheme, changes);
            }
            else if (value is JsonValue && MayChange(scheme, path + name))
            {
                changes.Add(() => members[name] = "changed" + value);
            }
        }
    }

    private static bool MayChange(SignatureScheme scheme, string source) =>
        scheme.Signs(source) && scheme.Definition!["Signature"]!["From"]!.GetValue<string>().Split(':')[1] != source.Split(':')[1];
}
