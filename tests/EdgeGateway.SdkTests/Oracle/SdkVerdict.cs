namespace EdgeGateway.SdkTests.Oracle;

/// <summary>What a provider's package says of a callback.</summary>
/// <param name="IsGenuine">Whether it takes the callback for its provider's.</param>
/// <param name="Reason">What it says when it does not.</param>
internal readonly record struct SdkVerdict(bool IsGenuine, string Reason);
