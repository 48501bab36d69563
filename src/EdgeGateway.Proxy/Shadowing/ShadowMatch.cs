namespace EdgeGateway.Proxy.Shadowing;

/// <summary>A profiled route whose path a request could be read as.</summary>
/// <param name="Profile">The route's profile.</param>
/// <param name="AllowedMethods">
/// What the <c>Allow</c> header says, where the path is spelled as the route has it and only the method differs; otherwise null.
/// </param>
internal readonly record struct ShadowMatch(string Profile, string? AllowedMethods);
