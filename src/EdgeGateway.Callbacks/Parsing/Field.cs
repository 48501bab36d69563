namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// One value and its position, in body order. A container is followed by its contents; <see cref="EndIndex"/> is the index after the last
/// of them.
/// </summary>
internal struct Field
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
    public int EndIndex;

    /// <summary>The position in the scratch buffer of the lower-cased name, for an outermost name that is not plain.</summary>
    public int FoldedNameStart;
    public int FoldedNameLength;

    /// <summary>The index of the object that contains the name, and a hash of both; for finding duplicate names.</summary>
    public int Parent;
    public uint NameHash;

    /// <summary>The name's first bytes as a big-endian number, so that numbers sort as the names do.</summary>
    public ulong NamePrefix;

    public FieldKind Kind;

    /// <summary>The name was unescaped or decoded and is in the scratch buffer.</summary>
    public bool IsNameInScratch;

    /// <summary>The name is made of <c>a</c> to <c>z</c>, digits and underscores, as nearly all are.</summary>
    public bool IsNamePlain;

    /// <summary>The value was decoded and is in the scratch buffer.</summary>
    public bool IsValueInScratch;

    /// <summary>The value is a JSON string with escapes in it.</summary>
    public bool IsValueEscaped;
}
