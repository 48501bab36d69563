namespace EdgeGateway.Configuration.Options;

/// <summary>A token of the management endpoint.</summary>
internal sealed class ManagementTokenOptions
{
    /// <summary>The token: at least 24 characters.</summary>
    public string? Value { get; set; }

    /// <summary>What it permits.</summary>
    public ManagementRole Role { get; set; }
}
