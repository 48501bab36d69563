using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Testing.Signing;

/// <summary>A genuine vector with random values: texts with all kinds of characters, and numbers in different spellings.</summary>
public static class RandomRequest
{
    private static readonly string[] _numbers = ["0", "7", "1.50", "100.00", "-3", "1e2", "0.10", "12345678901234567890", "99999.9990", "1E+2"];

    private static readonly string[] _pieces =
    [
        "a", "Z", "9", " b", "é", "Łódź", "Иван", "日本", "💳", "\"", "\\", "/", "%", "&", "=", "+", ";", "|", ":", "{", "}", "<", ">", "'", ",", "[", "]", "~", "!", "(", ")", "*", "_", "-",
        ".", "{up}", "%41", "\t", "\n", "x/y?z#", "{{", "}}",
    ];

    /// <summary>A request that is not signed yet.</summary>
    /// <param name="vector">A genuine request.</param>
    /// <param name="definition">The scheme's definition.</param>
    /// <param name="random">The source of values.</param>
    /// <param name="id">Distinguishes the event from those with other ids; null: it may have the identity of another event.</param>
    public static ReferenceRequest Of(PresetVector vector, JsonObject definition, Random random, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(random);
        var request = new ReferenceRequest(vector);
        var signature = definition["Signature"]!["From"]!.GetValue<string>();
        if (definition["Document"]?.GetValue<string>().Split('|')[0] is { } document)
        {
            var name = document.Split(':')[1];
            var inner = JsonNode.Parse(Convert.FromBase64String(new ReferenceScheme(definition, request, vector.Parameters, null, "").Find(document)!))!.AsObject();
            Change(inner, "", random);
            Identify(request, inner, definition, id);
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(ReferenceJson.Write(inner, isSorted: false)));
            if (request.Form is { } form)
            {
                form[form.FindIndex(pair => pair.Name == name)] = (name, text);
            }
            else
            {
                request.Document![name] = text;
            }

            return request;
        }

        if (request.Document is { } members)
        {
            // If a scheme signs single items, the rest of the document is not signed and stays unchanged.
            foreach (var root in definition["Scope"] is null ? [members] : members["notificationItems"]!.AsArray().Select(static item => item!["NotificationRequestItem"]!.AsObject()))
            {
                Change(root, signature.StartsWith("field:", StringComparison.Ordinal) ? signature["field:".Length..] : "", random);
                Identify(request, root, definition, id);
            }

            ChangeWriting(request, definition, random);
        }

        // The query of the registered URL is part of the configuration, and stays unchanged.
        var isRegistered = vector.PublicUrl?.Contains('?', StringComparison.Ordinal) == true;
        foreach (var pairs in new[] { request.Form, isRegistered ? null : request.Query })
        {
            for (var index = 0; index < (pairs?.Count ?? 0); index++)
            {
                var (name, _) = pairs![index];
                if (!signature.EndsWith(":" + name, StringComparison.Ordinal) && random.Next(3) > 0)
                {
                    pairs[index] = (name, Text(random));
                }
            }
        }

        if (request.Document is null)
        {
            request.RawBody += request.Form is null && request.RawBody.Length > 0 ? Text(random) : "";
            Identify(request, root: null, definition, id);
        }

        return request;
    }

    /// <summary>A text without white space at its start and end.</summary>
    public static string Text(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return "v" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => _pieces[random.Next(_pieces.Length)])) + "w";
    }

    /// <summary>Sets the event's identity, and its type where the scheme also has requests for permission.</summary>
    private static void Identify(ReferenceRequest request, JsonObject? root, JsonObject definition, string? id)
    {
        foreach (var (source, values) in definition["Deduplicate"]?.AsObject() ?? [])
        {
            Set(request, root, source, values!.AsArray()[0]!.GetValue<string>());
        }

        if (id is null)
        {
            return;
        }

        foreach (var source in definition["Identity"]?.AsArray()[0]!.AsArray().Select(static source => source!.GetValue<string>()) ?? [])
        {
            if (definition["Deduplicate"]?[source] is null)
            {
                Set(request, root, source, id);
            }
        }

        if (definition["Identity"] is null)
        {
            MakeUnique(request, root, definition, id);
        }
    }

    /// <summary>Used if the whole content is the identity.</summary>
    private static void MakeUnique(ReferenceRequest request, JsonObject? root, JsonObject definition, string id)
    {
        if (root is not null)
        {
            root["unique"] = id;
        }
        else if (request.Form is { } form)
        {
            var index = form.FindIndex(pair => !definition["Signature"]!["From"]!.GetValue<string>().EndsWith(":" + pair.Name, StringComparison.Ordinal));
            form[index] = (form[index].Name, id);
        }
        else
        {
            request.RawBody += id;
        }
    }

    private static void Set(ReferenceRequest request, JsonObject? root, string source, string value)
    {
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (source.StartsWith("header:", StringComparison.Ordinal))
        {
            request.Headers[request.Headers.Keys.First(header => header.Equals(name, StringComparison.OrdinalIgnoreCase))] = value;
        }
        else if (source.StartsWith("query:", StringComparison.Ordinal) || root is null)
        {
            var pairs = source.StartsWith("query:", StringComparison.Ordinal) ? request.Query : request.Form ?? request.Query;
            pairs[pairs.FindIndex(pair => pair.Name == name)] = (name, value);
        }
        else
        {
            var path = name.Split('.');
            path[..^1].Aggregate((JsonNode)root, static (node, part) => node[part]!)[path[^1]] = value;
        }
    }

    private static void Change(JsonObject members, string except, Random random)
    {
        foreach (var (name, value) in members.ToList())
        {
            if (name == except || random.Next(3) == 0)
            {
                continue;
            }

            var inner = except.StartsWith(name + ".", StringComparison.Ordinal) ? except[(name.Length + 1)..] : "";
            switch (value?.GetValueKind())
            {
                case JsonValueKind.Object:
                    Change(value.AsObject(), inner, random);
                    break;
                case JsonValueKind.String:
                    members[name] = Text(random);
                    break;
                case JsonValueKind.Number:
                    members[name] = JsonNode.Parse(_numbers[random.Next(_numbers.Length)]);
                    break;
                case JsonValueKind.True or JsonValueKind.False:
                    members[name] = random.Next(2) == 0;
                    break;
            }
        }
    }

    /// <summary>Used if the scheme does not remove a member from the body's text, so that the document may be formatted in any way.</summary>
    private static void ChangeWriting(ReferenceRequest request, JsonObject definition, Random random)
    {
        if (definition["Content"]!.ToJsonString().Contains("{body-", StringComparison.Ordinal))
        {
            return;
        }

        request.Write = random.Next(4) switch
        {
            0 => static document => document.ToJsonString(),
            1 => static document => document.ToJsonString(new JsonSerializerOptions { WriteIndented = true }),
            2 => static document => " " + ReferenceJson.Write(document, isSorted: false) + "\r\n",
            _ => static document => ReferenceJson.Write(document, isSorted: false),
        };
    }
}
