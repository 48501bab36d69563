namespace EdgeGateway.Notifications;

/// <summary>The causes in words.</summary>
internal static class NotificationCauses
{
    /// <summary>The cause as messages and metrics name it.</summary>
    public static string NameOf(NotificationCause cause) => cause switch
    {
        NotificationCause.SettlementLost => "settlement_lost",
        NotificationCause.NotReady => "not_ready",
        NotificationCause.MerchantSilent => "merchant_silent",
        NotificationCause.CertificateExpires => "certificate_expires",
        _ => throw new ArgumentOutOfRangeException(nameof(cause)),
    };

    /// <summary>The heading of the operations guide that says what to do.</summary>
    public static string RunbookOf(NotificationCause cause) => "docs/operations.md#" + cause switch
    {
        NotificationCause.SettlementLost => "a-settlement-was-lost",
        NotificationCause.NotReady => "readiness-is-red",
        NotificationCause.MerchantSilent => "the-merchant-refuses",
        NotificationCause.CertificateExpires => "a-certificate-is-about-to-expire",
        _ => throw new ArgumentOutOfRangeException(nameof(cause)),
    };
}
