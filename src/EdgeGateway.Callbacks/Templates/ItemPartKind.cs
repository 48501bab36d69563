namespace EdgeGateway.Callbacks.Templates;

/// <summary>What is printed of a field.</summary>
internal enum ItemPartKind
{
    /// <summary>Text that is the same for every field.</summary>
    Literal,

    /// <summary>The field's name.</summary>
    Name,

    /// <summary>The value's text.</summary>
    Value,

    /// <summary>The value as JSON: a number as it was written, a string with its quotes and the minimum of escapes.</summary>
    Json,
}
