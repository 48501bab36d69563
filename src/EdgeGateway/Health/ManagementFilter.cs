namespace EdgeGateway.Health;

/// <summary>
/// Puts the management endpoint in front of everything else, the host's own filters included: <c>AllowedHosts</c> is for those
/// who come in by the edge, and probes ask by an address that is none of them.
/// </summary>
internal sealed class ManagementFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseManagement();
        next(app);
    };
}
