namespace EdgeGateway.Demo;

/// <summary>The merchant's answer that a provider accepts as an acknowledgement.</summary>
/// <param name="MediaType">The media type of the text.</param>
/// <param name="Text">The body, sent with 200.</param>
internal sealed record DemoAnswer(string MediaType, string Text)
{
    private const string Json = "application/json";
    private const string Plain = "text/plain";

    /// <summary>The answer to a callback.</summary>
    /// <param name="scheme">The scheme that verified it.</param>
    /// <param name="key">The callback's key.</param>
    public static DemoAnswer To(string scheme, string key) => scheme.ToUpperInvariant() switch
    {
        "CAROUSELLER" => new(Json, """{"code":0}"""),
        "TBANK" => new(Plain, "OK"),
        "ACME" => new(Plain, $"OK {key.Split('/')[^1]}"),
        _ => new(Json, """{"result":"ok"}"""),
    };
}
