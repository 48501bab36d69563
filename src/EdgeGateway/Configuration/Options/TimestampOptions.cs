using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>How far a signed time may be from the current time.</summary>
internal sealed class TimestampOptions
{
    /// <summary>The maximum age; null for the scheme's value.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan? Past { get; set; }

    /// <summary>How far in the future it may be; null for the scheme's value.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan? Future { get; set; }
}
