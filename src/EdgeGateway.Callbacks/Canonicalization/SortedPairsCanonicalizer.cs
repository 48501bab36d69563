using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// The joined string of Cactus, Carouseller and Cabbagino: every parameter but <c>signature</c>, sorted by name,
/// <c>name:value;</c> with the name in lower case, values as Python prints them, blank ones left out.
/// <see href="https://docs.cactusgino.com/signature"/>
/// </summary>
/// <remarks>
/// The string is ambiguous by design: <c>{"a":"1;b:2"}</c> and <c>{"a":"1","b":"2"}</c> have the same one. Content that could be read in
/// two ways is refused unless the profile allows it, and identities are read from the string, so that one signature never has two
/// identities. <see cref="PairCoverage"/> finds what the string still does not cover.
/// </remarks>
internal sealed class SortedPairsCanonicalizer : Canonicalizer
{
    private static readonly Rendering[] _renderings = [Rendering.Documented, Rendering.Php, Rendering.JsonNames];

    private static ReadOnlySpan<byte> SignatureName => "signature"u8;

    public override ReadOnlySpan<Rendering> Renderings => _renderings;

    public override bool KeepsNesting => false;

    public override bool Differs(in CallbackFields fields, Rendering rendering)
    {
        for (var index = 1; index < fields.Count; index++)
        {
            if (fields[index].Kind >= FieldKind.True)
            {
                return true;
            }
        }

        return false;
    }

    public override RefusalReason AppendContent(in CallbackFields fields, Rendering rendering, bool allowAmbiguous, ByteBuffer content)
    {
        Span<int> sorted = stackalloc int[Math.Min(fields.Count, ParsingLimits.MaxFields)];
        var count = FieldNameTexts.SortChildren(fields, parent: 0, sorted);
        return AppendPairs(fields, sorted[..count], rendering, allowAmbiguous, content);
    }

    public override int FindFault(in CallbackFields fields, RefusalReason reason, bool allowAmbiguous, ByteBuffer content)
    {
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            if (AppendPairs(fields, [index], Rendering.Documented, allowAmbiguous, content) == reason)
            {
                return index;
            }
        }

        return -1;
    }

    public override bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text) =>
        !fields.NameOf(fields[index]).SequenceEqual(SignatureName) && PairCoverage.IsUncovered(fields, index, rendering, rules, text);

    public override bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output)
    {
        var start = output.Length;
        while (SeparatorScan.TryReadNext(ref content, identity.LowerCase, out var value))
        {
            if (output.Length > start)
            {
                output.Append((byte)',');
            }

            output.Append(value);
        }

        return output.Length > start;
    }

    private static RefusalReason AppendPairs(
        in CallbackFields fields, ReadOnlySpan<int> sorted, Rendering rendering, bool allowAmbiguous, ByteBuffer content)
    {
        foreach (var index in sorted)
        {
            ref readonly var field = ref fields[index];
            var name = fields.NameOf(field);
            if (name.SequenceEqual(SignatureName))
            {
                continue;
            }

            var lower = fields.ComparedNameOf(field);
            if (IsAmbiguous(field, name, lower))
            {
                return RefusalReason.AmbiguousName;
            }

            var reason = PairValues.IsAsWritten(fields, field, out var value)
                ? AppendPair(field.Kind, lower, value, allowAmbiguous, content)
                : AppendPair(fields, index, lower, rendering, allowAmbiguous, content);
            if (reason != RefusalReason.None)
            {
                return reason;
            }
        }

        return RefusalReason.None;
    }

    /// <summary>Fast path: appends a value that needs no conversion, as most do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RefusalReason AppendPair(
        FieldKind kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool allowAmbiguous, ByteBuffer content)
    {
        if (kind == FieldKind.String)
        {
            if (PythonText.IsBlank(value))
            {
                return RefusalReason.None;
            }

            if (!allowAmbiguous && SeparatorScan.HoldsField(value))
            {
                return RefusalReason.AmbiguousValue;
            }
        }

        content.Append(name, (byte)':', value, (byte)';');
        return RefusalReason.None;
    }

    /// <summary>Appends a value that has to be converted.</summary>
    private static RefusalReason AppendPair(
        in CallbackFields fields, int index, ReadOnlySpan<byte> name, Rendering rendering, bool allowAmbiguous, ByteBuffer content)
    {
        var start = content.Length;
        content.Append(name, (byte)':');
        var valueStart = content.Length;
        var reason = PairValues.Append(fields, index, rendering, allowAmbiguous, content);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var value = content.Written[valueStart..];
        if (PythonText.IsBlank(value))
        {
            content.Truncate(start);
            return RefusalReason.None;
        }

        // The members of an object are intended to be read as fields, and their values have been checked one by one.
        if (!allowAmbiguous && fields[index].Kind is FieldKind.String or FieldKind.Array && SeparatorScan.HoldsField(value))
        {
            return RefusalReason.AmbiguousValue;
        }

        content.Append((byte)';');
        return RefusalReason.None;
    }

    /// <summary>Whether a reader may mistake the name for another: a part of it, a name in different case, or the signature's.</summary>
    private static bool IsAmbiguous(in Field field, ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) =>
        field.IsNamePlain ? name.IsEmpty : !SeparatorScan.IsName(name) || lower.SequenceEqual(SignatureName);
}
