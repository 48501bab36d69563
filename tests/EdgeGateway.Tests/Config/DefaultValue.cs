using System.Reflection;
using System.Text.Json.Nodes;

namespace EdgeGateway.Tests.Config;

/// <summary>The default value of a setting, as the configuration files write it.</summary>
internal static class DefaultValue
{
    public static JsonNode? Of(PropertyInfo property, object defaults) => property.GetValue(defaults) switch
    {
        null => null,
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        IList<string> list => new JsonArray([.. list.Select(static item => JsonValue.Create(item))]),
        var other => JsonValue.Create(other.ToString()),
    };
}
