namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The state of a <see cref="LedgerRecord"/>.</summary>
public enum LedgerRecordState
{
    /// <summary>An owner holds it, or held it when its lease ended.</summary>
    Claimed = 1,

    /// <summary>The merchant acknowledged.</summary>
    Settled = 2,

    /// <summary>Free again.</summary>
    Released = 3,
}
