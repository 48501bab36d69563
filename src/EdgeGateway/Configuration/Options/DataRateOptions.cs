using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>How slow a client may be before its connection is closed.</summary>
internal sealed class DataRateOptions
{
    /// <summary>The average that is the least; 0: as slow as it likes.</summary>
    [Range(0.0, double.MaxValue)]
    public double BytesPerSecond { get; set; } = 240;

    /// <summary>How long nothing is asked of it. More than the second between two looks of the server.</summary>
    [Range(typeof(TimeSpan), "00:00:01.001", "01:00:00")]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(5);
}
