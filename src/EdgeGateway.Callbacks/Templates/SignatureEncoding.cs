namespace EdgeGateway.Callbacks.Templates;

/// <summary>How a signature is encoded.</summary>
internal enum SignatureEncoding
{
    /// <summary>Hexadecimal digits in either case.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>The bytes themselves.</summary>
    Text,
}
