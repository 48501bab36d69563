namespace EdgeGateway.Configuration.Options;

/// <summary>Where notifications are posted.</summary>
internal sealed class NotificationWebhookOptions
{
    /// <summary>The address, http or https. Often a secret itself.</summary>
    public string? Url { get; set; }

    /// <summary>The secret of the signature by Standard Webhooks: base64 of 24 to 64 bytes, with or without the prefix <c>whsec_</c>.</summary>
    public string? Secret { get; set; }
}
