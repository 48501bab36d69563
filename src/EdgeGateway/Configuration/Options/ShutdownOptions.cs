using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>What the configuration says of the end of the process, under <c>Shutdown</c>.</summary>
internal sealed class ShutdownOptions
{
    /// <summary>How long everything is still served while readiness is red, so that load balancers notice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When the process ends at the latest, drain included; longer than the longest merchant timeout, or callbacks are cut short.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(40);
}
