namespace EdgeGateway.Demo;

/// <summary>What a provider sends.</summary>
/// <param name="Body">JSON.</param>
/// <param name="Header">The name of the header with the signature, or null if the body contains it.</param>
/// <param name="HeaderValue">Its value.</param>
internal sealed record DemoRequest(string Body, string? Header = null, string? HeaderValue = null);
