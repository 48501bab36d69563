namespace EdgeGateway.Callbacks.Templates;

/// <summary>What a signature ties a callback to, from the strongest to the weakest.</summary>
internal enum ContentBinding
{
    /// <summary>The whole body, octet for octet or value for value.</summary>
    Body,

    /// <summary>Values that are joined to one text, which another division into values may also give.</summary>
    Values,

    /// <summary>Nothing of the callback.</summary>
    Nothing,
}
