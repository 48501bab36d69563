using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>How far a signed time may be from the present.</summary>
internal sealed class TimestampOptions
{
    /// <summary>How old it may be; null: as the scheme says.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan? Past { get; set; }

    /// <summary>How far ahead it may be; null: as the scheme says.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan? Future { get; set; }
}
