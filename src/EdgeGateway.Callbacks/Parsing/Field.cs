namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// One value and where it stands, in the order of the body: a container is followed by what it contains, and
/// <see cref="End"/> is the index behind all of that.
/// </summary>
internal struct Field
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
    public int End;

    /// <summary>Where an outermost name that is not plain stands in lower case, in the scratch buffer.</summary>
    public int FoldedNameStart;
    public int FoldedNameLength;

    /// <summary>The index of the object that the name stands in, and a hash of both; for finding names that stand twice.</summary>
    public int Parent;
    public uint NameHash;

    /// <summary>The name's first octets as a number that is in the order of the names.</summary>
    public ulong NamePrefix;

    public FieldKind Kind;

    /// <summary>The name was unescaped or decoded and stands in the scratch buffer.</summary>
    public bool IsNameInScratch;

    /// <summary>The name is made of <c>a</c> to <c>z</c>, digits and underscores, as nearly all are.</summary>
    public bool IsNamePlain;

    /// <summary>The value was decoded and stands in the scratch buffer.</summary>
    public bool IsValueInScratch;

    /// <summary>The value is a JSON string with escapes in it.</summary>
    public bool IsValueEscaped;
}
