namespace EdgeGateway.Configuration.Options;

/// <summary>What a token of the management endpoint permits.</summary>
internal enum ManagementRole
{
    /// <summary>To read.</summary>
    Read,

    /// <summary>To read and to change.</summary>
    Change,
}
