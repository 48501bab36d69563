namespace EdgeGateway.Configuration.Options;

/// <summary>How the gateway signs what it forwards to the merchant.</summary>
internal sealed class MerchantSignatureOptions
{
    /// <summary>
    /// The secrets shared with the merchant, by key id: base64 of 24 to 64 bytes, with or without the prefix <c>whsec_</c>. Each adds a
    /// signature, so that a key can be rotated without a gap.
    /// </summary>
    public Dictionary<string, string> Secrets { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
