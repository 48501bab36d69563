namespace EdgeGateway.Callbacks.Templates;

/// <summary>How a signature is written.</summary>
internal enum SignatureEncoding
{
    /// <summary>Hexadecimal digits of either case.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>The octets themselves.</summary>
    Text,
}
