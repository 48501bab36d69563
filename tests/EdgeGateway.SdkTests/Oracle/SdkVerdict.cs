namespace EdgeGateway.SdkTests.Oracle;

/// <summary>The result of a provider's package for a callback.</summary>
/// <param name="IsGenuine">Whether the package accepts it.</param>
/// <param name="Reason">The package's error message.</param>
internal readonly record struct SdkVerdict(bool IsGenuine, string Reason);
