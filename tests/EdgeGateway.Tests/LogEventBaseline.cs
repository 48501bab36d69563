namespace EdgeGateway.Tests;

/// <summary>The ids and names of all log events, on which operators depend.</summary>
internal static class LogEventBaseline
{
    public static readonly string[] Events =
    [
        "1000 CallbackEnded",
        "1100 ConfigurationApplied",
        "1101 ConfigurationRejected",
        "1102 LedgerChangeNeedsRestart",
        "1103 ConfigurationWarning",
        "1104 SettingsChangeNeedsRestart",
        "1105 ConfigurationAdvice",
        "1400 ShadowedPathNotKnown",
        "1501 ForwardedUnclaimed",
        "1510 RedisUnreachable",
        "1520 LedgerAudit",
        "1600 NotificationFailed",
        "1601 NotificationsNotFound",
        "1610 SystemdNotNotified",
        "1700 SettlementLost",
        "1701 ReleaseFailed",
        "1900 Draining",
        "1901 LedgerOpened",
        "1902 LedgerNotCounted",
        "1903 LedgerFileTightened",
        "1950 CertificateLoaded",
        "1951 CertificateRejected",
    ];
}
