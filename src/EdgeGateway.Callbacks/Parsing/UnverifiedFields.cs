using System.Text.Json;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Reads single fields of a body that may be invalid behind them. For logs only.</summary>
internal static class UnverifiedFields
{
    private static readonly JsonReaderOptions _options = new() { MaxDepth = JsonScan.MaxDepth };

    /// <summary>Appends the text of a JSON document's first scalar with that path.</summary>
    /// <returns>False if there is none before the end of the document or its first error.</returns>
    public static bool TryAppendJson(ReadOnlySpan<byte> body, FieldPath path, ByteBuffer output)
    {
        var reader = new Utf8JsonReader(body, _options);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryAppend(ref reader, path, level: 0, output);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Appends the text of a form's first field with that name, even if the form was not read to its end.</summary>
    public static bool TryAppendForm(in CallbackFields fields, ReadOnlySpan<byte> name, ByteBuffer output)
    {
        for (var index = 1; index < fields.Count; index++)
        {
            if (fields.NameOf(fields[index]).SequenceEqual(name))
            {
                output.Append(fields.RawValueOf(fields[index]));
                return true;
            }
        }

        return false;
    }

    private static bool TryAppend(ref Utf8JsonReader reader, FieldPath path, int level, ByteBuffer output)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOnPath = (!reader.ValueIsEscaped || JsonEscapes.IsValidText(reader.ValueSpan)) && reader.ValueTextEquals(path[level]);
            reader.Read();
            if (!isOnPath)
            {
                reader.Skip();
            }
            else if (level + 1 < path.Depth)
            {
                return reader.TokenType == JsonTokenType.StartObject && TryAppend(ref reader, path, level + 1, output);
            }
            else
            {
                return TryAppendScalar(ref reader, output);
            }
        }

        return false;
    }

    private static bool TryAppendScalar(ref Utf8JsonReader reader, ByteBuffer output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped && JsonEscapes.IsValidText(reader.ValueSpan):
                JsonEscapes.AppendUnescaped(reader.ValueSpan, output);
                return true;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                output.Append(reader.ValueSpan);
                return true;
            default:
                return false;
        }
    }
}
