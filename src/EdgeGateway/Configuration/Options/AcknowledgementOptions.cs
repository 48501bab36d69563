namespace EdgeGateway.Configuration.Options;

/// <summary>The acknowledgement settings of a profile. Null values default to the scheme's.</summary>
internal sealed class AcknowledgementOptions
{
    /// <summary>One success, <c>200</c>, or all of them, <c>2xx</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The field of the answer's JSON object that decides. Requires <c>Equals</c>.</summary>
    public string? JsonField { get; set; }

    /// <summary>The value of that field that acknowledges, compared as text.</summary>
    [ConfigurationKeyName("Equals")]
    public string? Expected { get; set; }
}
