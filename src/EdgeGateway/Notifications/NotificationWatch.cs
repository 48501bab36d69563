using System.Collections.Immutable;
using System.Globalization;
using EdgeGateway.Health;
using EdgeGateway.Tls;

namespace EdgeGateway.Notifications;

/// <summary>Finds what is wrong now. Not thread-safe.</summary>
internal sealed class NotificationWatch(CallbackWatch callbacks, Readiness readiness, ServerCertificates certificates, TimeProvider timeProvider)
{
    /// <summary>How long the gateway is not ready until somebody is told.</summary>
    public static readonly TimeSpan NotReadyLimit = TimeSpan.FromMinutes(1);

    /// <summary>How long before its end a certificate is reported.</summary>
    public static readonly TimeSpan CertificateLimit = TimeSpan.FromDays(14);

    private readonly Dictionary<string, long> _lost = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset? _notReadySince;

    /// <summary>One notification for each cause that holds now.</summary>
    public async Task<ImmutableArray<Notification>> FindAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        return [.. new[] { FindLostSettlements(), await FindNotReadyAsync(now, cancellationToken), FindSilentMerchants(), FindCertificates(now) }.OfType<Notification>()];
    }

    /// <summary>Records that lost settlements were told; until then they are told with later ones.</summary>
    public void Told(Notification notification)
    {
        if (notification.Cause == NotificationCause.SettlementLost)
        {
            _lost.Clear();
        }
    }

    private Notification? FindLostSettlements()
    {
        foreach (var (profile, count) in callbacks.TakeLostSettlements())
        {
            _lost[profile] = _lost.GetValueOrDefault(profile) + count;
        }

        return _lost.Count == 0 ? null : Create(
            NotificationCause.SettlementLost,
            _lost.Keys,
            $"{_lost.Values.Sum()} callbacks were acknowledged by the merchant, and the ledger could not record it ({string.Join(", ", _lost.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}")))}). They may be delivered twice. The log's event SettlementLost has their keys.");
    }

    private async Task<Notification?> FindNotReadyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var report = await readiness.CheckAsync(cancellationToken);
        if (report.IsReady)
        {
            _notReadySince = null;
            return null;
        }

        _notReadySince ??= now;
        var failing = report.Checks.Where(static check => check.Value != ReadinessReport.Ok).Select(static check => $"{check.Key}: {check.Value}").ToList();
        return now - _notReadySince < NotReadyLimit ? null : Create(
            NotificationCause.NotReady,
            report.Checks.Where(static check => check.Value != ReadinessReport.Ok).Select(static check => check.Key),
            $"The gateway has not been ready for callbacks since {_notReadySince:yyyy-MM-dd HH:mm:ss} UTC ({string.Join("; ", failing)}). Providers get errors and send again.");
    }

    private Notification? FindSilentMerchants()
    {
        var silent = callbacks.FindSilentMerchants();
        return silent.IsEmpty ? null : Create(
            NotificationCause.MerchantSilent,
            silent,
            $"The merchant has acknowledged no callback of {string.Join(", ", silent)} for {CallbackWatch.SilenceLimit.TotalMinutes} minutes, and callbacks come. Providers send them again.");
    }

    private Notification? FindCertificates(DateTimeOffset now)
    {
        var ending = certificates.Expiries.Where(certificate => certificate.Expiry - now < CertificateLimit)
            .OrderBy(static certificate => certificate.Endpoint, StringComparer.Ordinal).ToList();
        return ending.Count == 0 ? null : Create(
            NotificationCause.CertificateExpires,
            ending.Select(static certificate => certificate.Endpoint),
            $"Certificates end soon: {string.Join(", ", ending.Select(static certificate => $"endpoint {certificate.Endpoint} at {certificate.Expiry.UtcDateTime:yyyy-MM-dd HH:mm} UTC"))}. Replace the files; no restart is needed.");
    }

    private static Notification Create(NotificationCause cause, IEnumerable<string> subjects, string text) =>
        new(cause, [.. subjects.Order(StringComparer.Ordinal)], text);
}
