namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The limits of a callback; anything above is malformed.</summary>
internal static class ParsingLimits
{
    /// <summary>The maximum number of named fields on all levels.</summary>
    public const int MaxFields = 256;

    /// <summary>The maximum depth of nested containers, including the outermost object.</summary>
    public const int MaxDepth = 16;

    /// <summary>The maximum number of fields and array elements together; bounds the work of sorting them.</summary>
    public const int MaxValues = 4096;
}
