namespace EdgeGateway.Configuration.Options;

/// <summary>What the configuration says of a profile's acknowledgement. What is null is as the scheme says.</summary>
internal sealed class AcknowledgementOptions
{
    /// <summary>One success, <c>200</c>, or all of them, <c>2xx</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The field of the answer's JSON object that has the say. Goes with <c>Equals</c>.</summary>
    public string? JsonField { get; set; }

    /// <summary>The value, compared as text, with which that field acknowledges.</summary>
    [ConfigurationKeyName("Equals")]
    public string? Expected { get; set; }
}
