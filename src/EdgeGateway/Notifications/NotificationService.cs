using System.Diagnostics.Metrics;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Notifications;

/// <summary>Tells somebody what is wrong, in the background. Whatever fails here is logged and counted, and callbacks do not notice it.</summary>
internal sealed partial class NotificationService : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan[] _delays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly NotificationWebhookOptions _options;
    private readonly NotificationWatch _watch;
    private readonly NotificationSchedule _schedule = new();
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Counter<long> _notifications;

    public NotificationService(
        NotificationWebhookOptions options, NotificationWatch watch, IMeterFactory meters, TimeProvider timeProvider, ILogger<NotificationService> logger)
    {
        _options = options;
        _watch = watch;
        _timeProvider = timeProvider;
        _logger = logger;
        _notifications = meters.Create(CallbackTelemetry.Name).CreateCounter<long>(
            "edgegateway.notifications", "{notification}", "Notifications, by cause and by whether the webhook took them; only with Notifications:Webhook.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        WebhookSecret.Read(_options.Secret!, out var secret);
        using var client = new WebhookClient(new Uri(_options.Url!), secret, _timeProvider);
        using var timer = new PeriodicTimer(_interval);
        foreach (var cause in Enum.GetValues<NotificationCause>())
        {
            Count(cause, "sent", 0);
            Count(cause, "failed", 0);
        }

        var sending = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                sending.RemoveAll(static task => task.IsCompleted);
                sending.AddRange((await FindDueAsync(stoppingToken)).Select(notification => SendAsync(client, notification, stoppingToken)));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(sending);
        }
    }

    private async Task<List<Notification>> FindDueAsync(CancellationToken cancellationToken)
    {
        var due = new List<Notification>();
        try
        {
            var found = await _watch.FindAsync(cancellationToken);
            foreach (var cause in Enum.GetValues<NotificationCause>().Where(cause => found.All(notification => notification.Cause != cause)))
            {
                _schedule.Ended(cause);
            }

            foreach (var notification in found.Where(notification => _schedule.IsDue(notification, _timeProvider.GetUtcNow())))
            {
                _watch.Told(notification);
                due.Add(notification);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotificationsNotFound(_logger, exception);
        }

        return due;
    }

    private async Task SendAsync(WebhookClient client, Notification notification, CancellationToken cancellationToken)
    {
        var id = $"msg_{Guid.NewGuid():n}";
        var message = WebhookMessage.Of(notification, _timeProvider.GetUtcNow());
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var fault = await client.PostAsync(id, message, cancellationToken);
                if (fault is null)
                {
                    Count(notification.Cause, "sent");
                    return;
                }

                if (attempt == _delays.Length)
                {
                    Log.NotificationFailed(_logger, NotificationCauses.NameOf(notification.Cause), fault, notification.Text);
                    Count(notification.Cause, "failed");
                    return;
                }

                await Task.Delay(_delays[attempt], cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.NotificationFailed(_logger, NotificationCauses.NameOf(notification.Cause), "the gateway stops", notification.Text);
            Count(notification.Cause, "failed");
        }
    }

    private void Count(NotificationCause cause, string result, int count = 1) =>
        _notifications.Add(count, new("cause", NotificationCauses.NameOf(cause)), new KeyValuePair<string, object?>("result", result));

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Warning, "The webhook did not take the notification {Cause}: {Reason}. It says: {Text}", EventName = "NotificationFailed")]
        public static partial void NotificationFailed(ILogger logger, string cause, string reason, string text);

        [LoggerMessage(1601, LogLevel.Warning, "What to notify of could not be found.", EventName = "NotificationsNotFound")]
        public static partial void NotificationsNotFound(ILogger logger, Exception exception);
    }
}
