namespace EdgeGateway.Callbacks.Templates;

/// <summary>In which order fields are joined.</summary>
internal enum FieldsOrder
{
    /// <summary>By the octets of their names.</summary>
    Ordinal,

    /// <summary>By their names, without regard to the case of ASCII letters.</summary>
    OrdinalIgnoreCase,

    /// <summary>As the scheme lists them.</summary>
    AsListed,
}
