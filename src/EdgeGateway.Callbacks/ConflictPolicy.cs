namespace EdgeGateway.Callbacks;

/// <summary>What happens to another content under a known key.</summary>
public enum ConflictPolicy
{
    /// <summary>It is delivered as a callback of its own, marked.</summary>
    Deliver,

    /// <summary>It is refused.</summary>
    Refuse,
}
