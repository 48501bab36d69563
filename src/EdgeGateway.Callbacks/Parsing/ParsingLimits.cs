namespace EdgeGateway.Callbacks.Parsing;

/// <summary>What a callback may hold at most; anything above is malformed.</summary>
internal static class ParsingLimits
{
    /// <summary>Named fields, counted over all levels.</summary>
    public const int MaxFields = 256;

    /// <summary>Nested containers, counting the outermost object.</summary>
    public const int MaxDepth = 16;

    /// <summary>Fields and array elements together, which bounds the work of sorting them.</summary>
    public const int MaxValues = 4096;
}
