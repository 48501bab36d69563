using System.Text;
using System.Text.Unicode;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c>, strictly: whole escapes, UTF-8, each name once, no NUL, no empty pairs. The fields are
/// children of one object, as if the form were JSON with string values.
/// </summary>
internal static class FormFieldParser
{
    /// <summary>Fills <paramref name="table"/>, which must be empty.</summary>
    public static RefusalReason Parse(ReadOnlySpan<byte> body, FieldTable table) =>
        Parse(body, table, ParsingLimits.MaxFields, isUnique: true);

    /// <summary>Fills <paramref name="table"/>, which must be empty.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="table">Takes the fields.</param>
    /// <param name="maxFields">The maximum number of fields; if names are unique, at most <see cref="ParsingLimits.MaxFields"/>.</param>
    /// <param name="isUnique">Whether each name may appear only once.</param>
    public static RefusalReason Parse(ReadOnlySpan<byte> body, FieldTable table, int maxFields, bool isUnique)
    {
        table.IsForm = true;
        table.Add().Kind = FieldKind.Object;
        var isAscii = Ascii.IsValid(body);
        var special = IndexOfSpecial(body, 0);
        int end;
        for (var start = 0; start <= body.Length; start = end + 1)
        {
            var length = body[start..].IndexOf((byte)'&');
            end = length < 0 ? body.Length : start + length;
            var equals = body[start..end].IndexOf((byte)'=');
            if (equals <= 0)
            {
                return RefusalReason.InvalidForm;
            }

            if (table.Count > maxFields)
            {
                return RefusalReason.TooManyFields;
            }

            ref var field = ref table.Add();
            field.Kind = FieldKind.String;
            field.NameStart = start;
            field.NameLength = equals;
            field.ValueStart = start + equals + 1;
            field.ValueLength = end - field.ValueStart;

            // Most pairs have no escapes, so there is no need to scan each of them.
            if (special < end || !isAscii)
            {
                var reason = Decode(body, isAscii, ref field, table.Scratch);
                if (reason != RefusalReason.None)
                {
                    return reason;
                }

                special = special < end ? IndexOfSpecial(body, end) : special;
            }

            if (isUnique && !FieldNames.IsUnique(table, body, parent: 0))
            {
                return RefusalReason.DuplicateName;
            }
        }

        table[0].EndIndex = table.Count;
        return RefusalReason.None;
    }

    /// <summary>The position of the next byte that needs decoding, from <paramref name="start"/> on.</summary>
    private static int IndexOfSpecial(ReadOnlySpan<byte> body, int start)
    {
        var at = body[start..].IndexOfAny((byte)'+', (byte)'%', (byte)0);
        return at < 0 ? body.Length : start + at;
    }

    private static RefusalReason Decode(ReadOnlySpan<byte> body, bool isAscii, ref Field field, ByteBuffer output)
    {
        var reason = Decode(body, isAscii, output, ref field.NameStart, ref field.NameLength, ref field.IsNameInScratch);
        return reason == RefusalReason.None
            ? Decode(body, isAscii, output, ref field.ValueStart, ref field.ValueLength, ref field.IsValueInScratch)
            : reason;
    }

    /// <summary>Decodes a name or value; one that needs no decoding is left in place.</summary>
    private static RefusalReason Decode(
        ReadOnlySpan<byte> body, bool isAscii, ByteBuffer output, ref int start, ref int length, ref bool isInScratch)
    {
        var encoded = body.Slice(start, length);
        var plain = encoded.IndexOfAny((byte)'+', (byte)'%', (byte)0);
        if (plain < 0)
        {
            return isAscii || Utf8.IsValid(encoded) ? RefusalReason.None : RefusalReason.InvalidUtf8;
        }

        isInScratch = true;
        start = output.Length;
        for (; plain >= 0; plain = encoded.IndexOfAny((byte)'+', (byte)'%', (byte)0))
        {
            output.Append(encoded[..plain]);
            var value = encoded[plain];
            encoded = encoded[(plain + 1)..];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                if (encoded.Length < 2 || !char.IsAsciiHexDigit((char)encoded[0]) || !char.IsAsciiHexDigit((char)encoded[1]))
                {
                    return RefusalReason.InvalidForm;
                }

                value = (byte)((DigitOf(encoded[0]) << 4) | DigitOf(encoded[1]));
                encoded = encoded[2..];
            }

            if (value == 0)
            {
                return RefusalReason.InvalidText;
            }

            output.Append(value);
        }

        output.Append(encoded);
        length = output.Length - start;
        return Utf8.IsValid(output.Written[start..]) ? RefusalReason.None : RefusalReason.InvalidUtf8;
    }

    /// <summary>The low four bits of the letters a to f count from one, in either case.</summary>
    private static int DigitOf(byte digit) => (digit & 0xF) + (digit > '9' ? 9 : 0);
}
