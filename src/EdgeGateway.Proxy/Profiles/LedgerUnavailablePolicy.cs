namespace EdgeGateway.Proxy.Profiles;

/// <summary>What happens to a verified callback while the ledger does not answer.</summary>
public enum LedgerUnavailablePolicy
{
    /// <summary>The provider is told to come again; the merchant sees nothing.</summary>
    Refuse,

    /// <summary>It is forwarded without a claim, and marked: the merchant may get it more than once.</summary>
    Deliver,
}
