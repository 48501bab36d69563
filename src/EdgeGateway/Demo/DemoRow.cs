namespace EdgeGateway.Demo;

/// <summary>One line of the demo's table.</summary>
/// <param name="Provider">The provider that sent it.</param>
/// <param name="Sent">What was sent, in words.</param>
/// <param name="MerchantSaw">What the merchant received.</param>
/// <param name="Answer">The answer to the provider.</param>
/// <param name="Why">What the gateway did and why.</param>
/// <param name="IsAsExpected">Whether the result is as expected.</param>
internal sealed record DemoRow(string Provider, string Sent, string MerchantSaw, string Answer, string Why, bool IsAsExpected);
