using System.Collections.Immutable;

namespace EdgeGateway.Notifications;

/// <summary>The body of a message, as Standard Webhooks recommends it.</summary>
/// <param name="Type"><c>edgegateway.</c> and the cause.</param>
/// <param name="Timestamp">When it was found.</param>
/// <param name="Data">What was found.</param>
internal sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, WebhookMessage.Content Data)
{
    /// <param name="Gateway">The name of the gateway's machine.</param>
    /// <param name="Subjects">Profiles, checks or endpoints.</param>
    /// <param name="Text">What happened and what to do.</param>
    /// <param name="Runbook">Where the documentation says what to do.</param>
    internal sealed record Content(string Gateway, ImmutableArray<string> Subjects, string Text, string Runbook);

    public static WebhookMessage Of(Notification notification, DateTimeOffset now) => new(
        $"edgegateway.{NotificationCauses.NameOf(notification.Cause)}", now, new Content(Environment.MachineName, notification.Subjects, notification.Text, NotificationCauses.RunbookOf(notification.Cause)));
}
