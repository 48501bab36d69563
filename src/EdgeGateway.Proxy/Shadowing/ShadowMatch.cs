namespace EdgeGateway.Proxy.Shadowing;

/// <summary>A route with a profile whose path a request could be interpreted as.</summary>
/// <param name="Profile">The route's profile.</param>
/// <param name="AllowedMethods"> The value of the <c>Allow</c> header if the path matches the route exactly and only the method differs;
/// otherwise null. </param>
internal readonly record struct ShadowMatch(string Profile, string? AllowedMethods);
