namespace EdgeGateway.Proxy.Profiles;

/// <summary>What happens to a verified callback while the ledger does not answer.</summary>
public enum LedgerUnavailablePolicy
{
    /// <summary>The provider is asked to retry; nothing is forwarded.</summary>
    Refuse,

    /// <summary>It is forwarded without a claim and marked, so the merchant may receive it more than once.</summary>
    Deliver,
}
