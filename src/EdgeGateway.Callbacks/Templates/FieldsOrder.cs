namespace EdgeGateway.Callbacks.Templates;

/// <summary>In which order fields are joined.</summary>
internal enum FieldsOrder
{
    /// <summary>By the bytes of their names.</summary>
    Ordinal,

    /// <summary>By their names, ignoring the case of ASCII letters.</summary>
    OrdinalIgnoreCase,

    /// <summary>As the scheme lists them.</summary>
    AsListed,
}
