using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The settings for stopping the process, <c>Shutdown</c>.</summary>
internal sealed class ShutdownOptions
{
    /// <summary>How long requests are still served after readiness fails, so that load balancers notice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum time until the process ends, including the drain. Should exceed the longest merchant timeout, or callbacks are
    /// interrupted.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(40);
}
