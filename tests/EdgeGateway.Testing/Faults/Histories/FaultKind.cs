namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>The closed list of faults.</summary>
public enum FaultKind
{
    /// <summary>A gateway is killed with <c>SIGKILL</c>.</summary>
    GatewayKilled,

    /// <summary>A gateway is stopped with <c>SIGTERM</c>.</summary>
    GatewayStopped,

    /// <summary>A new, valid configuration.</summary>
    ConfigurationReloaded,

    /// <summary>A configuration that is not valid.</summary>
    ConfigurationBroken,

    /// <summary>The ledger's server is killed and restarted with the data on its disk.</summary>
    RedisRestarted,

    /// <summary>The ledger's server does not respond.</summary>
    RedisPaused,

    /// <summary>The ledger's server loses all data.</summary>
    RedisFlushed,

    /// <summary>A master of the cluster is killed or does not respond, and a replica replaces it.</summary>
    RedisFailedOver,

    /// <summary>Connections to the ledger's server are refused and broken.</summary>
    LinkCut,

    /// <summary>The connection to the ledger's server is slow.</summary>
    LinkDelayed,

    /// <summary>Connections to the ledger's server accept bytes but forward none.</summary>
    LinkHalfOpen,

    /// <summary>An operator releases the keys of some callbacks.</summary>
    OperatorReplays,

    /// <summary>A ledger operation fails, before or after it was executed.</summary>
    LedgerFailing,

    /// <summary>The ledger's file cannot grow.</summary>
    DiskFull,

    /// <summary>Another process locks the ledger's file.</summary>
    FileLocked,

    /// <summary>The ledger's clock was set forward.</summary>
    ClockSetForward,

    /// <summary>The ledger's clock was set back.</summary>
    ClockSetBack,

    /// <summary>The merchant is slow, sometimes slower than its time limit.</summary>
    MerchantSlow,

    /// <summary>The merchant resets the connection in the middle of its answer.</summary>
    MerchantResetting,

    /// <summary>The merchant answers 500.</summary>
    MerchantRefusing,

    /// <summary>The merchant never answers.</summary>
    MerchantHanging,

    /// <summary>The merchant is down.</summary>
    MerchantDown,
}
