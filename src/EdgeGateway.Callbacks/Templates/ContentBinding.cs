namespace EdgeGateway.Callbacks.Templates;

/// <summary>What a signature binds, from the strongest to the weakest.</summary>
internal enum ContentBinding
{
    /// <summary>The whole body, byte for byte or value for value.</summary>
    Body,

    /// <summary>Values that are joined to one text; other values may give the same text.</summary>
    Values,

    /// <summary>Nothing of the callback.</summary>
    Nothing,
}
