namespace EdgeGateway.Sending;

/// <summary>What a provider, or somebody in its name, sends.</summary>
internal enum DeliveryKind
{
    /// <summary>An event, sent until it is acknowledged.</summary>
    Genuine,

    /// <summary>The same event again, sent until it is acknowledged.</summary>
    Duplicate,

    /// <summary>An event whose first connection is closed before the answer; sent until it is acknowledged.</summary>
    HungUp,

    /// <summary>An event that was changed after it was signed. It must be refused.</summary>
    Tampered,

    /// <summary>An event that was signed too long ago. It must be refused.</summary>
    Expired,
}
