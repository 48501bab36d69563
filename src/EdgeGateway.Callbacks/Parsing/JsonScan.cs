using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// Reads one JSON object of any size in one pass, for schemes that sign the raw body: only the outermost fields and the requested ones are
/// kept. Names on the way to requested fields must be unique; the signature vouches for everything else in the object.
/// </summary>
internal static class JsonScan
{
    /// <summary>The maximum depth of nested containers, including the outermost object.</summary>
    public const int MaxDepth = 64;

    // One level more than allowed, so that the reader throws only for invalid JSON.
    private static readonly JsonReaderOptions _options = new() { MaxDepth = MaxDepth + 1 };

    /// <summary>Fills <paramref name="table"/>, which must be empty.</summary>
    public static RefusalReason Read(ReadOnlySpan<byte> body, ScanPaths paths, FieldTable table)
    {
        if (!Utf8.IsValid(body))
        {
            return RefusalReason.InvalidUtf8;
        }

        var reader = new Utf8JsonReader(body, _options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return RefusalReason.NotAnObject;
            }

            table.Add().Kind = FieldKind.Object;
            var reason = ReadMembers(ref reader, paths, table, 0);
            if (reason == RefusalReason.None)
            {
                // Throws if anything follows.
                reader.Read();
            }

            return reason;
        }
        catch (JsonException)
        {
            return RefusalReason.InvalidJson;
        }
    }

    private static RefusalReason ReadMembers(ref Utf8JsonReader reader, ScanPaths paths, FieldTable table, int parent)
    {
        var seen = 0UL;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped && !JsonEscapes.IsValidText(reader.ValueSpan))
            {
                return RefusalReason.InvalidText;
            }

            var child = paths.Find(ref reader);
            if (child >= 0)
            {
                if ((seen & (1UL << child)) != 0)
                {
                    // The last field of the table names what is wrong.
                    JsonFieldParser.ReadName(ref reader, ref table.Add(), table);
                    return RefusalReason.DuplicateName;
                }

                seen |= 1UL << child;
            }

            var reason = child >= 0 || parent == 0
                ? ReadMember(ref reader, child < 0 ? null : paths[child], table)
                : SkipMember(ref reader);
            if (reason != RefusalReason.None)
            {
                return reason;
            }
        }

        table[parent].EndIndex = table.Count;
        return RefusalReason.None;
    }

    private static RefusalReason ReadMember(ref Utf8JsonReader reader, ScanPaths? paths, FieldTable table)
    {
        if (table.Count == ParsingLimits.MaxValues)
        {
            return RefusalReason.TooManyFields;
        }

        var index = table.Count;
        ref var field = ref table.Add();
        JsonFieldParser.ReadName(ref reader, ref field, table);
        reader.Read();
        field.Kind = (FieldKind)reader.TokenType;
        field.ValueStart = (int)reader.TokenStartIndex;
        field.ValueLength = reader.ValueSpan.Length;
        if (field.Kind == FieldKind.String)
        {
            field.ValueStart++;
            field.IsValueEscaped = reader.ValueIsEscaped;
            return paths is null || !field.IsValueEscaped || JsonEscapes.IsValidText(reader.ValueSpan) ? RefusalReason.None : RefusalReason.InvalidText;
        }

        if (field.Kind > FieldKind.Array)
        {
            return RefusalReason.None;
        }

        var start = field.ValueStart;
        var reason = field.Kind == FieldKind.Object && paths is { HasChildren: true }
            ? reader.CurrentDepth < MaxDepth ? ReadMembers(ref reader, paths, table, index) : RefusalReason.TooDeep
            : Skip(ref reader);

        // Do not use the reference: the array may have been replaced by a larger one.
        table[index].ValueLength = (int)reader.BytesConsumed - start;
        table[index].EndIndex = table.Count;
        return reason;
    }

    private static RefusalReason SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? Skip(ref reader) : RefusalReason.None;
    }

    /// <summary>Advances the reader to the end of the current container.</summary>
    private static RefusalReason Skip(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (depth >= MaxDepth)
        {
            return RefusalReason.TooDeep;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.CurrentDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return RefusalReason.TooDeep;
            }
        }

        return RefusalReason.None;
    }
}
