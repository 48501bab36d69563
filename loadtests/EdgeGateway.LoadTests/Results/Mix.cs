namespace EdgeGateway.LoadTests.Results;

/// <summary>The callbacks that are sent during a measurement.</summary>
internal enum Mix
{
    /// <summary>New callbacks.</summary>
    New,

    /// <summary>Duplicates of settled callbacks.</summary>
    Duplicates,

    /// <summary>New callbacks and duplicates in turn.</summary>
    Half,
}
