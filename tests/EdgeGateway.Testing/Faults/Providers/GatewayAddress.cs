namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>The address of a gateway, which stays the same after restarts.</summary>
/// <param name="Name">The name in the history.</param>
/// <param name="Edge">The endpoint for callbacks.</param>
public sealed record GatewayAddress(string Name, Uri Edge);
