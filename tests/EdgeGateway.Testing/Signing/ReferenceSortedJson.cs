using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Testing.Signing;

/// <summary>Tarlan's signatures, as computed in the languages of its documentation's samples.</summary>
public static class ReferenceSortedJson
{
    /// <summary>The compact JSON that is signed.</summary>
    public static string Content(string json, Rendering rendering, string? omitted)
    {
        using var document = JsonDocument.Parse(json);
        var members = document.RootElement.EnumerateObject().Where(member => member.Name != omitted && !IsEmpty(member.Value));
        return "{" + Members(members.OrderBy(static member => member.Name, CodePointOrder.Instance), rendering) + "}";
    }

    /// <summary>The signature.</summary>
    public static string Sign(string content, string secret) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(content)) + secret)));

    private static string Members(IEnumerable<JsonProperty> members, Rendering rendering) =>
        string.Join(',', members.Select(member => Quoted(member.Name, rendering) + ":" + Value(member.Value, rendering)));

    private static string Value(JsonElement value, Rendering rendering) => value.ValueKind switch
    {
        JsonValueKind.String => Quoted(value.GetString()!, rendering),
        JsonValueKind.Number => rendering switch
        {
            Rendering.Go => ReferenceNumber.Go(value.GetRawText()),
            Rendering.Php => ReferenceNumber.Php(value.GetRawText()),
            _ => value.GetRawText(),
        },
        JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(element => Value(element, rendering))) + "]",
        JsonValueKind.Object => Object(value, rendering),
        _ => value.GetRawText(),
    };

    private static string Object(JsonElement value, Rendering rendering)
    {
        IEnumerable<JsonProperty> members = value.EnumerateObject();
        if (rendering == Rendering.Php && !members.Any())
        {
            return "[]";
        }

        if (rendering == Rendering.EmptyDropped)
        {
            members = members.Where(static member => !IsEmpty(member.Value));
        }

        return "{" + Members(
            rendering is Rendering.Php or Rendering.PhpNumbersAsWritten
                ? members
                : members.OrderBy(static member => member.Name, CodePointOrder.Instance),
            rendering) + "}";
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0;

    private static string Quoted(string text, Rendering rendering) =>
        "\"" + string.Concat(text.Select(unit => Escaped(unit, rendering))) + "\"";

    private static string Escaped(char unit, Rendering rendering) => unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => Unicode(unit),
        '<' or '>' or '&' or '\u2028' or '\u2029' when rendering == Rendering.Go => Unicode(unit),
        > '\u007f' when rendering is Rendering.Php or Rendering.PhpNumbersAsWritten => Unicode(unit),
        _ => unit.ToString(),
    };

    private static string Unicode(char unit) => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture);
}
