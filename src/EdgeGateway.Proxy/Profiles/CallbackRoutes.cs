namespace EdgeGateway.Proxy.Profiles;

/// <summary>The metadata keys of YARP routes that concern callbacks.</summary>
public static class CallbackRoutes
{
    /// <summary>The key that names the profile of a route's callbacks. A route without it is proxied as it is.</summary>
    public const string ProfileKey = "CallbackProfile";

    /// <summary>
    /// The key that, with <see cref="PassShadowedPaths"/>, lets a route without a profile reach the paths of those with one.
    /// </summary>
    public const string ShadowedPathsKey = "ShadowedPaths";

    /// <summary>The only value of <see cref="ShadowedPathsKey"/>.</summary>
    public const string PassShadowedPaths = "Pass";
}
