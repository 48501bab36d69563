namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>What a provider sends.</summary>
/// <param name="Body">The octets.</param>
/// <param name="Header">The name of the header with the signature, or null where the body has it.</param>
/// <param name="HeaderValue">Its value.</param>
public sealed record ProviderRequest(byte[] Body, string? Header = null, string? HeaderValue = null);
