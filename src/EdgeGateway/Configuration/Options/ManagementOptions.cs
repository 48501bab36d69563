namespace EdgeGateway.Configuration.Options;

/// <summary>The settings of the management endpoint, <c>Management</c>.</summary>
internal sealed class ManagementOptions
{
    /// <summary>
    /// The bearer tokens, by name, for what the endpoint shows or changes besides health and metrics. Without tokens, those pages do not
    /// exist.
    /// </summary>
    public Dictionary<string, ManagementTokenOptions> Tokens { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
