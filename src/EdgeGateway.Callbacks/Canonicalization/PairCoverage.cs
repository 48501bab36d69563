using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// Finds the fields that the joined string does not cover although it is built from the whole body: fields that the string omits, and
/// fields for which different JSON gives the same text.
/// </summary>
internal static class PairCoverage
{
    /// <summary>Whether the outermost field could be left out, added or changed without changing the joined string.</summary>
    public static bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text)
    {
        ref readonly var field = ref fields[index];
        var name = fields.NameOf(field);
        if (!field.IsNamePlain && rules.IsKnownInAnotherCase(name, fields.ComparedNameOf(field)))
        {
            return true;
        }

        return field.Kind switch
        {
            FieldKind.Number => false,
            FieldKind.Object when HasSeveralMembers(fields, index) && !rules.IsObject(name) => true,
            FieldKind.Object or FieldKind.Array => IsLeftOut(fields, index, rendering, rules, text) || HoldsUncovered(fields, index, rendering, rules, text),
            _ => IsLeftOut(fields, index, rendering, rules, text) || IsUncoveredScalar(fields, index, rendering, rules, text),
        };
    }

    /// <summary>A field next to an object could be moved into it.</summary>
    private static bool HasSeveralMembers(in CallbackFields fields, int parent) =>
        fields[parent].EndIndex > parent + 1 && fields[parent + 1].EndIndex < fields[parent].EndIndex;

    /// <summary>Whether the string omits the field and the provider does not document it as possibly blank.</summary>
    private static bool IsLeftOut(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text) =>
        PythonText.IsBlank(TextOf(fields, index, rendering, text)) && !rules.MayBeBlank(fields.NameOf(fields[index]));

    private static bool HoldsUncovered(in CallbackFields fields, int parent, Rendering rendering, CoverageRules rules, ByteBuffer text)
    {
        for (var index = parent + 1; index < fields[parent].EndIndex; index++)
        {
            if (IsUncoveredScalar(fields, index, rendering, rules, text))
            {
                return true;
            }
        }

        // Elements are concatenated in the same way as fields.
        return fields[parent].Kind == FieldKind.Array && rules.AllowAmbiguousValues
            && SeparatorScan.HoldsField(TextOf(fields, parent, rendering, text));
    }

    /// <summary>Whether a value of another type has the same text: <c>true</c> and <c>"True"</c>, or <c>"1"</c> where PHP signed.</summary>
    private static bool IsUncoveredScalar(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text)
    {
        switch (fields[index].Kind)
        {
            case FieldKind.True or FieldKind.False or FieldKind.Null:
                return rendering != Rendering.Documented;
            case FieldKind.String:
                var value = TextOf(fields, index, rendering, text);
                return IsWordOfAnotherType(fields, value) || (rules.AllowAmbiguousValues && SeparatorScan.HoldsField(value));
            default:
                return false;
        }
    }

    /// <summary>Form values are always text, so they cannot be mistaken for another type.</summary>
    private static bool IsWordOfAnotherType(in CallbackFields fields, ReadOnlySpan<byte> value) =>
        !fields.IsForm && (value.SequenceEqual("True"u8) || value.SequenceEqual("False"u8) || value.SequenceEqual("None"u8));

    /// <summary>The value's text: in place, or written to <paramref name="text"/>.</summary>
    private static ReadOnlySpan<byte> TextOf(in CallbackFields fields, int index, Rendering rendering, ByteBuffer text)
    {
        if (PairValues.IsAsWritten(fields, fields[index], out var value))
        {
            return value;
        }

        text.Truncate(0);
        PairValues.Append(fields, index, rendering, allowAmbiguous: true, text);
        return text.Written;
    }
}
