namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>The reasons for which a callback may reach the merchant again.</summary>
public enum RepeatWindow
{
    /// <summary>The merchant had refused it.</summary>
    NotAcknowledged,

    /// <summary>The merchant had not answered completely, and the lease has ended.</summary>
    AnswerLost,

    /// <summary>The merchant's answer came after the gateway's time limit, and the lease has ended.</summary>
    AnswerLate,

    /// <summary>The gateway was killed before it could record the acknowledgement, and the lease has ended.</summary>
    GatewayKilled,

    /// <summary>The gateway logged that it could not record the acknowledgement, and the lease has ended.</summary>
    SettlementLost,

    /// <summary>An operator released the key.</summary>
    ReplayedByHand,

    /// <summary>The configured retention has ended.</summary>
    RetentionEnded,

    /// <summary>The store lost data.</summary>
    StoreLostData,

    /// <summary>The ledger's clock was set forward, which ended the lease or the retention.</summary>
    ClockSetForward,
}
