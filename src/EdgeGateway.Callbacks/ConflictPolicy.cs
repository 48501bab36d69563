namespace EdgeGateway.Callbacks;

/// <summary>What happens when a known key arrives with different content.</summary>
public enum ConflictPolicy
{
    /// <summary>It is delivered as a separate callback and marked as a conflict.</summary>
    Deliver,

    /// <summary>It is refused.</summary>
    Refuse,
}
