using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>How slow a client may be before its connection is closed.</summary>
internal sealed class DataRateOptions
{
    /// <summary>The minimum average rate; 0 for no minimum.</summary>
    [Range(0.0, double.MaxValue)]
    public double BytesPerSecond { get; set; } = 240;

    /// <summary>The grace period before the rate is enforced. More than one second, the server's check interval.</summary>
    [Range(typeof(TimeSpan), "00:00:01.001", "01:00:00")]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(5);
}
