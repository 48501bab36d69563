namespace EdgeGateway.LoadTests.Results;

/// <summary>What is sent while it is measured.</summary>
internal enum Mix
{
    /// <summary>New callbacks.</summary>
    New,

    /// <summary>What has been settled.</summary>
    Duplicates,

    /// <summary>One new, one duplicate, in turn.</summary>
    Half,
}
