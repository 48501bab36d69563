namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>The closed list of faults.</summary>
public enum FaultKind
{
    /// <summary>A gateway ended with <c>SIGKILL</c>.</summary>
    GatewayKilled,

    /// <summary>A gateway ended with <c>SIGTERM</c>.</summary>
    GatewayStopped,

    /// <summary>A new, valid configuration.</summary>
    ConfigurationReloaded,

    /// <summary>A configuration that is not valid.</summary>
    ConfigurationBroken,

    /// <summary>The ledger's server ended and started again, with what it had on the disk.</summary>
    RedisRestarted,

    /// <summary>The ledger's server answers nobody.</summary>
    RedisPaused,

    /// <summary>The ledger's server forgets everything.</summary>
    RedisFlushed,

    /// <summary>A master of the cluster ended, or did not answer for a while, and a replica took its place.</summary>
    RedisFailedOver,

    /// <summary>The link to the ledger's server refuses and breaks connections.</summary>
    LinkCut,

    /// <summary>The link to the ledger's server is slow.</summary>
    LinkDelayed,

    /// <summary>The link to the ledger's server takes octets and carries none.</summary>
    LinkHalfOpen,

    /// <summary>An operator frees the keys of some callbacks.</summary>
    OperatorReplays,

    /// <summary>A call of the ledger in process fails, or fails after it was done.</summary>
    LedgerFailing,

    /// <summary>The ledger's file cannot grow.</summary>
    DiskFull,

    /// <summary>Another process holds the ledger's file.</summary>
    FileLocked,

    /// <summary>The ledger's clock was set forward.</summary>
    ClockSetForward,

    /// <summary>The ledger's clock was set back.</summary>
    ClockSetBack,

    /// <summary>The merchant takes its time, sometimes more than it has.</summary>
    MerchantSlow,

    /// <summary>The merchant breaks off in the middle of its answer.</summary>
    MerchantResetting,

    /// <summary>The merchant answers 500.</summary>
    MerchantRefusing,

    /// <summary>The merchant never answers.</summary>
    MerchantHanging,

    /// <summary>Nobody listens at the merchant's address.</summary>
    MerchantDown,
}
