using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeGateway.Tests.Config;

/// <summary>Validates with the subset of JSON Schema that <c>gateway.schema.json</c> uses.</summary>
internal sealed class SchemaSubset(JsonObject root)
{
    /// <summary>The errors of <paramref name="value"/>.</summary>
    public IEnumerable<string> Faults(JsonNode? value) => Faults("$", value, root);

    public JsonObject Resolve(JsonObject schema) => schema["$ref"]?.GetValue<string>() is { } reference
        ? root["$defs"]![reference["#/$defs/".Length..]]!.AsObject()
        : schema;

    private IEnumerable<string> Faults(string path, JsonNode? value, JsonObject unresolved)
    {
        var schema = Resolve(unresolved);
        if (schema["type"] is { } type && !Names(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Names(type).Contains("number")))
        {
            return [$"{path}: {TypeOf(value)}"];
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
        {
            return [$"{path}: not one of {allowed.ToJsonString()}"];
        }

        return value switch
        {
            JsonObject members => MemberFaults(path, members, schema),
            JsonArray items => items.SelectMany((item, index) => Faults($"{path}[{index}]", item, schema["items"]!.AsObject())),
            JsonValue scalar => ScalarFaults(path, scalar, schema),
            _ => [],
        };
    }

    private IEnumerable<string> MemberFaults(string path, JsonObject members, JsonObject schema)
    {
        var required = (schema["required"] as JsonArray)?.Select(static name => name!.GetValue<string>()) ?? [];
        foreach (var name in required.Where(name => !members.ContainsKey(name)))
        {
            yield return $"{path}.{name}: missing";
        }

        foreach (var (name, value) in members)
        {
            if (schema["propertyNames"]?["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(name, pattern))
            {
                yield return $"{path}.{name}: not a name";
            }

            var child = schema["properties"]?[name] ?? schema["additionalProperties"];
            if (child is JsonValue no && !no.GetValue<bool>())
            {
                yield return $"{path}.{name}: unknown";
            }

            foreach (var fault in child is JsonObject childSchema ? Faults($"{path}.{name}", value, childSchema) : [])
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> ScalarFaults(string path, JsonValue scalar, JsonObject schema)
    {
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(scalar.ToString(), pattern))
        {
            yield return $"{path}: does not match {pattern}";
        }

        if (schema["minimum"] is { } minimum && scalar.GetValue<long>() < minimum.GetValue<long>())
        {
            yield return $"{path}: below {minimum}";
        }

        if (schema["maximum"] is { } maximum && scalar.GetValue<long>() > maximum.GetValue<long>())
        {
            yield return $"{path}: above {maximum}";
        }
    }

    public static IEnumerable<string> Names(JsonNode type) => type is JsonArray several ? several.Select(static name => name!.GetValue<string>()) : [type.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };
}
