namespace EdgeGateway.Demo;

/// <summary>One line of the demo's table.</summary>
/// <param name="Provider">Who sent.</param>
/// <param name="Sent">What was sent, in words.</param>
/// <param name="MerchantSaw">What arrived there.</param>
/// <param name="Answer">What the provider was answered.</param>
/// <param name="Why">What the gateway did and why.</param>
/// <param name="IsAsExpected">Whether all that is as it should be.</param>
internal sealed record DemoRow(string Provider, string Sent, string MerchantSaw, string Answer, string Why, bool IsAsExpected);
