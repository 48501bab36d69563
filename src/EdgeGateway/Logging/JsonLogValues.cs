using System.Globalization;
using System.Text.Json;

namespace EdgeGateway.Logging;

/// <summary>Writes the values of log entries and scopes as JSON. The template of a message is left out: the event's name stands for it.</summary>
internal static class JsonLogValues
{
    private const string Template = "{OriginalFormat}";

    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (name != Template)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
        }
    }

    public static void WriteScope(Utf8JsonWriter json, object? scope)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            json.WriteStringValue(TextOf(scope));
            return;
        }

        json.WriteStartObject();
        json.WriteString("Message", scope.ToString());
        Write(json, values);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(TextOf(value));
                break;
        }
    }

    private static string? TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
