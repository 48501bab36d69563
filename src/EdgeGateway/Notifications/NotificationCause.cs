namespace EdgeGateway.Notifications;

/// <summary>Why somebody is told. The list is closed; the names in messages and metrics are in snake case.</summary>
internal enum NotificationCause
{
    /// <summary>A merchant acknowledged a callback and the ledger could not record it.</summary>
    SettlementLost,

    /// <summary>The gateway has not been ready for a minute.</summary>
    NotReady,

    /// <summary>A merchant has acknowledged nothing for five minutes while callbacks came.</summary>
    MerchantSilent,

    /// <summary>A certificate of an endpoint is about to end.</summary>
    CertificateExpires,
}
