using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;

namespace EdgeGateway.Configuration.Validation;

/// <summary>A secret with which the gateway signs by Standard Webhooks. No message contains it.</summary>
internal static class WebhookSecret
{
    /// <summary>Defines how such secrets are written.</summary>
    public static SignatureScheme Scheme { get; } = SignatureSchemes.Find("standardwebhooks")!;

    /// <summary>Reads a secret; what is wrong with it, or null.</summary>
    public static string? Read(string secret, out byte[] octets)
    {
        octets = [];
        if (SecretRules.FindFault(secret, Scheme) is { } fault)
        {
            return fault;
        }

        Scheme.ReadKey(secret, out octets);
        return octets.Length is < StandardWebhookSigner.MinKeyLength or > StandardWebhookSigner.MaxKeyLength
            ? $"must be base64 of {StandardWebhookSigner.MinKeyLength} to {StandardWebhookSigner.MaxKeyLength} random bytes; openssl rand -base64 32 makes one"
            : null;
    }
}
