using System.Text.Json;

namespace EdgeGateway.Explaining;

/// <summary>Leaves one member out of a JSON text and keeps every other byte.</summary>
internal static class JsonCut
{
    /// <summary>The text without an outermost member and one comma beside it; null if it cannot be read.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var previousEnd = -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var isMember = reader.ValueTextEquals(name);
                reader.Read();
                reader.Skip();
                var end = (int)reader.BytesConsumed;
                if (isMember)
                {
                    return previousEnd >= 0 ? [.. json[..previousEnd], .. json[end..]] : [.. json[..start], .. AfterComma(json[end..])];
                }

                previousEnd = end;
            }

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> AfterComma(ReadOnlySpan<byte> rest)
    {
        var text = rest.TrimStart(" \t\r\n"u8);
        return text.StartsWith(","u8) ? text[1..].TrimStart(" \t\r\n"u8) : rest;
    }
}
