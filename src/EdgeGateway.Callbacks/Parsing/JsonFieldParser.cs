using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// Reads one JSON object, strictly: UTF-8, each name once, no comments, no trailing commas, bounded depth and number of fields.
/// </summary>
internal static class JsonFieldParser
{
    // One level more than allowed, so that the reader throws only for invalid JSON.
    private static readonly JsonReaderOptions _options = new() { MaxDepth = ParsingLimits.MaxDepth + 1 };

    /// <summary>Fills <paramref name="table"/>, which must be empty.</summary>
    public static RefusalReason Parse(ReadOnlySpan<byte> body, FieldTable table)
    {
        if (!Utf8.IsValid(body))
        {
            return RefusalReason.InvalidUtf8;
        }

        // Not in the method with the loop: the runtime does not apply profile-guided recompilation to a method that has both.
        Span<int> open = stackalloc int[ParsingLimits.MaxDepth];
        var reader = new Utf8JsonReader(body, _options);
        try
        {
            return Read(ref reader, body, table, open);
        }
        catch (JsonException)
        {
            return RefusalReason.InvalidJson;
        }
    }

    /// <summary>Reads the name at the reader's position; its escapes must be valid text.</summary>
    public static void ReadName(ref Utf8JsonReader reader, ref Field field, FieldTable table)
    {
        if (!reader.ValueIsEscaped)
        {
            field.NameStart = (int)reader.TokenStartIndex + 1;
            field.NameLength = reader.ValueSpan.Length;
            return;
        }

        field.IsNameInScratch = true;
        field.NameStart = table.Scratch.Length;
        JsonEscapes.AppendUnescaped(reader.ValueSpan, table.Scratch);
        field.NameLength = table.Scratch.Length - field.NameStart;
    }

    /// <param name="reader">Positioned at the start of the body.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="table">Takes the fields.</param>
    /// <param name="open">Room for the indices of the containers that are being read.</param>
    private static RefusalReason Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, FieldTable table, scoped Span<int> open)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // The rest is not read; the body is already known to be invalid.
            return RefusalReason.NotAnObject;
        }

        table.Add().Kind = FieldKind.Object;
        open[0] = 0;
        var depth = 0;
        var names = 0;

        while (reader.Read())
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                table[open[depth--]].EndIndex = table.Count;
                continue;
            }

            if (table.Count == ParsingLimits.MaxValues)
            {
                return RefusalReason.TooManyFields;
            }

            ref var field = ref table.Add();
            if (token == JsonTokenType.PropertyName)
            {
                if (++names > ParsingLimits.MaxFields)
                {
                    return RefusalReason.TooManyFields;
                }

                if (reader.ValueIsEscaped && !JsonEscapes.IsValidText(reader.ValueSpan))
                {
                    return RefusalReason.InvalidText;
                }

                ReadName(ref reader, ref field, table);

                if (!FieldNames.IsUnique(table, body, open[depth]))
                {
                    return RefusalReason.DuplicateName;
                }

                // The reader throws if no value follows.
                reader.Read();
                token = reader.TokenType;
            }

            field.ValueStart = (int)reader.TokenStartIndex;
            field.ValueLength = reader.ValueSpan.Length;
            field.Kind = (FieldKind)token;
            if (field.Kind == FieldKind.String)
            {
                field.ValueStart++;
                field.IsValueEscaped = reader.ValueIsEscaped;
                if (field.IsValueEscaped && !JsonEscapes.IsValidText(reader.ValueSpan))
                {
                    return RefusalReason.InvalidText;
                }
            }
            else if (field.Kind <= FieldKind.Array)
            {
                if (++depth == ParsingLimits.MaxDepth)
                {
                    return RefusalReason.TooDeep;
                }

                open[depth] = table.Count - 1;
            }
        }

        return RefusalReason.None;
    }
}
