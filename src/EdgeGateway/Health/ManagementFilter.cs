namespace EdgeGateway.Health;

/// <summary>
/// Handles the management endpoint before everything else, including the host's own filters: <c>AllowedHosts</c> applies to the edge, and
/// probes use addresses that are not among them.
/// </summary>
internal sealed class ManagementFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseManagement();
        next(app);
    };
}
