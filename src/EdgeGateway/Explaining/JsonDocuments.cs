using System.Text.Json;

namespace EdgeGateway.Explaining;

/// <summary>Reads bodies that may be JSON.</summary>
internal static class JsonDocuments
{
    /// <summary>The document; null if the body is not JSON.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // A byte order mark is what another program may have added.
            var text = body.Span is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
