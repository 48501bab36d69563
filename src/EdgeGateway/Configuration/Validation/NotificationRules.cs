using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates where notifications are posted. No message holds the address, which is often a secret itself, or the secret.</summary>
internal static class NotificationRules
{
    public static void Check(NotificationsOptions options, FaultList faults)
    {
        if (options.Webhook is not { } webhook)
        {
            return;
        }

        const string path = $"{KnownSections.Notifications}:{nameof(options.Webhook)}";
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            faults.Add($"{path}:{nameof(webhook.Url)}", "must be an address such as https://alerts.example/edgegateway");
        }

        var at = $"{path}:{nameof(webhook.Secret)}";
        if (string.IsNullOrEmpty(webhook.Secret))
        {
            faults.Add(at, $"no secret; give one in the environment variable {at.Replace(":", "__", StringComparison.Ordinal)} or in a file of that name in the --secrets directory");
        }
        else if (WebhookSecret.Read(webhook.Secret, out _) is { } fault)
        {
            faults.Add(at, fault);
        }
    }
}
