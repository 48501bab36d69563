using System.Text;
using System.Text.Json;

namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>Checks a callback's JSON with a document model and exceptions.</summary>
internal static class StrictJson
{
    public static bool IsAcceptable(byte[] json)
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(json);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            var (fields, values) = (0, 0);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && IsAcceptable(document.RootElement, isRoot: true, ref fields, ref values)
                && fields <= 256
                && values <= 4096;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // In this order: not JSON, not UTF-8, half of a surrogate pair.
            return false;
        }
    }

    private static bool IsAcceptable(JsonElement element, bool isRoot, ref int fields, ref int values)
    {
        values++;
        if (element.ValueKind == JsonValueKind.String)
        {
            return !element.GetString()!.Contains('\0', StringComparison.Ordinal);
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (!IsAcceptable(item, isRoot: false, ref fields, ref values))
                {
                    return false;
                }
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var names = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            fields++;
            if (!names.Add(isRoot ? member.Name.ToLowerInvariant() : member.Name)
                || member.Name.Contains('\0', StringComparison.Ordinal)
                || !IsAcceptable(member.Value, isRoot: false, ref fields, ref values))
            {
                return false;
            }
        }

        return true;
    }
}
