namespace EdgeGateway.Configuration.Options;

/// <summary>The settings for finding faults, <c>Diagnostics</c>.</summary>
internal sealed class DiagnosticsOptions
{
    /// <summary>
    /// Whether the last 100 refused callbacks are kept in memory, with their headers and bodies, for <c>explain --last</c>. Needs a token of
    /// <c>Management:Tokens</c>.
    /// </summary>
    public bool KeepRefused { get; set; }
}
