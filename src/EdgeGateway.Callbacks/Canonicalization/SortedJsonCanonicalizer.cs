using System.Buffers.Text;
using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// Tarlan's content: compact JSON with sorted names and without empty top-level strings, in base64.
/// <see href="https://docs.tarlanpayments.kz/eng/agws/creating-a-signature"/>
/// </summary>
/// <param name="omitted">The name of one top-level field that is not signed, or null.</param>
internal sealed class SortedJsonCanonicalizer(string? omitted) : Canonicalizer
{
    private static readonly Rendering[] _renderings =
        [Rendering.Documented, Rendering.Go, Rendering.PhpNumbersAsWritten, Rendering.Php, Rendering.EmptyDropped];

    private readonly byte[]? _omitted = omitted is null ? null : Encoding.UTF8.GetBytes(omitted);

    public override ReadOnlySpan<Rendering> Renderings => _renderings;

    public override bool Signs(string name) => name != omitted;

    public override bool Differs(in CallbackFields fields, Rendering rendering)
    {
        for (var index = 1; index < fields.Count; index++)
        {
            ref readonly var field = ref fields[index];
            if (Differs(fields, field, rendering))
            {
                return true;
            }
        }

        return false;
    }

    public override RefusalReason AppendContent(in CallbackFields fields, Rendering rendering, bool allowAmbiguous, ByteBuffer content)
    {
        var writer = new SortedJsonWriter(fields, rendering, content);
        return writer.WriteRoot(_omitted) ? RefusalReason.None : RefusalReason.InvalidNumber;
    }

    public override ByteBuffer BaseOf(ByteBuffer content, ByteBuffer buffer)
    {
        buffer.Truncate(0);
        var room = buffer.Reserve(Base64.GetMaxEncodedToUtf8Length(content.Length));
        Base64.EncodeToUtf8(content.Written, room, out _, out var written);
        buffer.Advance(written);
        return buffer;
    }

    public override bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text) =>
        (_omitted is not null && fields.NameOf(fields[index]).SequenceEqual(_omitted))
        || (rendering == Rendering.EmptyDropped && HoldsEmpty(fields, index));

    public override bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output)
    {
        // The content separates fields unambiguously, so the parsed fields can be used, provided that numbers are taken as rendered: 100
        // and 1e2 may have the same signature. An unsigned field must not be part of an identity.
        var index = identity.FindIn(fields);
        if (index < 0 || (_omitted is not null && identity.Outer.SequenceEqual(_omitted)))
        {
            return false;
        }

        ref readonly var field = ref fields[index];
        var start = output.Length;
        switch (field.Kind)
        {
            case FieldKind.String:
                fields.AppendText(field, output);
                break;
            case FieldKind.Object or FieldKind.Array or FieldKind.Null:
                break;
            default:
                new SortedJsonWriter(fields, rendering, output).TryWriteValue(index);
                break;
        }

        return output.Length > start;
    }

    /// <summary>Whether there is an empty string below the outermost level, which this rendering omits.</summary>
    private static bool HoldsEmpty(in CallbackFields fields, int index)
    {
        for (var inner = index + 1; inner < fields[index].EndIndex; inner++)
        {
            if (fields[inner] is { Kind: FieldKind.String, ValueLength: 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A cheap overestimate: a rendering that may differ is tried.</summary>
    private static bool Differs(in CallbackFields fields, in Field field, Rendering rendering)
    {
        var name = fields.NameOf(field);
        var raw = fields.RawValueOf(field);
        return rendering switch
        {
            Rendering.Go => (field.Kind == FieldKind.Number && !IsPlainInteger(raw))
                || SortedJsonText.HasGoEscapes(name)
                || (field.Kind == FieldKind.String && (field.IsValueEscaped || SortedJsonText.HasGoEscapes(raw))),
            // Nested names keep the order in which they came.
            Rendering.PhpNumbersAsWritten => field.Kind == FieldKind.Object
                || !Ascii.IsValid(name)
                || (field.Kind == FieldKind.String && (field.IsValueEscaped || !Ascii.IsValid(raw))),
            // An empty object prints as an empty array.
            Rendering.Php => field.Kind == FieldKind.Object || (field.Kind == FieldKind.Number && !IsPlainInteger(raw)),
            Rendering.EmptyDropped => field.Kind == FieldKind.String && raw.IsEmpty,
            _ => throw new InvalidOperationException($"Sorted JSON has no rendering {rendering}."),
        };
    }

    /// <summary>Integers of up to 15 digits round-trip through a double.</summary>
    private static bool IsPlainInteger(ReadOnlySpan<byte> number) =>
        number.Length <= 15 && number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
