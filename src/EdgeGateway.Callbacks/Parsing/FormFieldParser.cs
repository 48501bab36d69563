using System.Buffers;
using System.Text.Unicode;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c>, strictly: whole escapes, UTF-8, each name once, no NUL, no empty pairs.
/// The fields stand below one object, as if the form had been JSON with string values.
/// </summary>
internal static class FormFieldParser
{
    /// <summary>Fills <paramref name="table"/>, which must be empty.</summary>
    public static RefusalReason Parse(ReadOnlySpan<byte> body, FieldTable table)
    {
        table.Add().Kind = FieldKind.Object;

        // Decoding never lengthens.
        table.Scratch.Reserve(body.Length);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals <= 0)
            {
                return RefusalReason.InvalidForm;
            }

            if (table.Count > ParsingLimits.MaxFields)
            {
                return RefusalReason.TooManyFields;
            }

            ref var field = ref table.Add();
            field.Kind = FieldKind.String;
            field.IsNameInScratch = true;
            field.IsValueInScratch = true;

            var reason = Decode(pair[..equals], table.Scratch, out field.NameStart, out field.NameLength);
            if (reason == RefusalReason.None)
            {
                reason = Decode(pair[(equals + 1)..], table.Scratch, out field.ValueStart, out field.ValueLength);
            }

            if (reason != RefusalReason.None)
            {
                return reason;
            }

            if (!FieldNames.IsUnique(table, body, parent: 0))
            {
                return RefusalReason.DuplicateName;
            }
        }

        table[0].End = table.Count;
        return RefusalReason.None;
    }

    private static RefusalReason Decode(ReadOnlySpan<byte> encoded, ByteBuffer output, out int start, out int length)
    {
        start = output.Length;
        length = 0;
        while (!encoded.IsEmpty)
        {
            var plain = encoded.IndexOfAny((byte)'+', (byte)'%', (byte)0);
            if (plain < 0)
            {
                output.Append(encoded);
                break;
            }

            output.Append(encoded[..plain]);
            var value = encoded[plain];
            encoded = encoded[(plain + 1)..];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                if (!TryReadHex(encoded, out value))
                {
                    return RefusalReason.InvalidForm;
                }

                encoded = encoded[2..];
            }

            if (value == 0)
            {
                return RefusalReason.InvalidText;
            }

            output.Append(value);
        }

        length = output.Length - start;
        return Utf8.IsValid(output.Written[start..]) ? RefusalReason.None : RefusalReason.InvalidUtf8;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> digits, out byte value)
    {
        value = 0;
        return digits.Length >= 2
            && Convert.FromHexString(digits[..2], new Span<byte>(ref value), out _, out _) == OperationStatus.Done;
    }
}
