using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Testing.Signing;

/// <summary>The signatures of Cactus, Carouseller and Cabbagino, implemented from their documentation.</summary>
public static partial class ReferenceSortedPairs
{
    /// <summary>What Python's <c>str.strip</c> removes.</summary>
    private const string PythonSpaces =
        "\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>The joined string without the secret.</summary>
    public static string Content(string json, Rendering rendering)
    {
        using var document = JsonDocument.Parse(json);
        return Join(document.RootElement.EnumerateObject().Select(member => (member.Name, Text(member.Value, rendering))));
    }

    /// <summary>The joined string of a form.</summary>
    public static string Join(IEnumerable<(string Name, string Value)> pairs) =>
        string.Concat(pairs
            .Where(static pair => pair.Name != "signature" && pair.Value.Trim(PythonSpaces.ToCharArray()).Length > 0)
            .OrderBy(static pair => pair.Name, CodePointOrder.Instance)
            .Select(static pair => $"{pair.Name.ToLowerInvariant()}:{pair.Value};"));

    /// <summary>The signature.</summary>
    public static string Sign(string content, string secret) =>
#pragma warning disable CA5350 // Required by the providers.
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(content + secret)));
#pragma warning restore CA5350

    /// <summary>Whether the body must be refused because its joined string could be read in two ways.</summary>
    public static bool IsAmbiguous(string json, Rendering rendering)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().Any(member => member.Name != "signature"
            && (!Name().IsMatch(member.Name)
                || member.Name.ToLowerInvariant() is "signature"
                || IsAmbiguous(member.Value, rendering)));
    }

    private static bool IsAmbiguous(JsonElement value, Rendering rendering) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().Any(member => !Name().IsMatch(member.Name) || FieldWithin().IsMatch(Text(member.Value, rendering)))
        : FieldWithin().IsMatch(Text(value, rendering));

    private static string Text(JsonElement value, Rendering rendering) => (value.ValueKind, rendering) switch
    {
        (JsonValueKind.String, _) => value.GetString()!,
        (JsonValueKind.Number, _) => ReferenceNumber.Python(value.GetRawText()),
        (JsonValueKind.True, Rendering.Php) => "1",
        (JsonValueKind.False or JsonValueKind.Null, Rendering.Php) => "",
        (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null, Rendering.JsonNames) => value.GetRawText(),
        (JsonValueKind.True, _) => "True",
        (JsonValueKind.False, _) => "False",
        (JsonValueKind.Null, _) => "None",
        (JsonValueKind.Array, _) => string.Join(
            ';', value.EnumerateArray().Select(element => Text(element, rendering)).Order(CodePointOrder.Instance)),
        (JsonValueKind.Object, _) => string.Join(
            ';',
            value.EnumerateObject()
                .OrderBy(static member => member.Name, CodePointOrder.Instance)
                .Select(member => $"{member.Name}:{Text(member.Value, rendering)}")),
        _ => throw new ArgumentException($"No text for {value.ValueKind}.", nameof(value)),
    };

    [GeneratedRegex("^[A-Za-z0-9_]+\\z")]
    private static partial Regex Name();

    [GeneratedRegex(";[A-Za-z0-9_]+:")]
    private static partial Regex FieldWithin();
}
