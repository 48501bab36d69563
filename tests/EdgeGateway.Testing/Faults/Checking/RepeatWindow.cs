namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>The reasons for which a callback may reach the merchant again.</summary>
public enum RepeatWindow
{
    /// <summary>The merchant had answered it, but not acknowledged.</summary>
    NotAcknowledged,

    /// <summary>The merchant had not answered it wholly, and the lease has ended.</summary>
    AnswerLost,

    /// <summary>The merchant's answer came when the gateway no longer waited, and the lease has ended.</summary>
    AnswerLate,

    /// <summary>The gateway was killed before it could record the acknowledgement, and the lease has ended.</summary>
    GatewayKilled,

    /// <summary>The gateway said that it could not record the acknowledgement, and the lease has ended.</summary>
    SettlementLost,

    /// <summary>An operator freed the key.</summary>
    ReplayedByHand,

    /// <summary>The ledger has forgotten it, as configured.</summary>
    RetentionEnded,

    /// <summary>The store lost data.</summary>
    StoreLostData,

    /// <summary>The ledger's clock was set forward, and lease or retention with it.</summary>
    ClockSetForward,
}
