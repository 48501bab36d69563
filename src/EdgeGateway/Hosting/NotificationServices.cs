using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Notifications;

namespace EdgeGateway.Hosting;

/// <summary>Registers the notifications, if they are configured.</summary>
internal static class NotificationServices
{
    /// <summary>Reads the configuration without validation; faults are reported when all of it is read, before anything starts.</summary>
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        var binder = new SectionBinder(new FaultList(builder.Configuration));
        if (binder.Bind<NotificationsOptions>(builder.Configuration.GetSection(KnownSections.Notifications)).Webhook is { } webhook)
        {
            builder.Services.AddSingleton(webhook);
            builder.Services.AddSingleton<CallbackWatch>();
            builder.Services.AddSingleton<NotificationWatch>();
            builder.Services.AddHostedService<NotificationService>();
        }
    }
}
