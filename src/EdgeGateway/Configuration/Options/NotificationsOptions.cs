namespace EdgeGateway.Configuration.Options;

/// <summary>Who is told when something is wrong, <c>Notifications</c>.</summary>
internal sealed class NotificationsOptions
{
    /// <summary>Where messages are posted; null: nowhere.</summary>
    public NotificationWebhookOptions? Webhook { get; set; }
}
