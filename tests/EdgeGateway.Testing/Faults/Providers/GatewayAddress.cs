namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>Where a gateway listens; the same over restarts.</summary>
/// <param name="Name">In histories.</param>
/// <param name="Edge">For providers.</param>
public sealed record GatewayAddress(string Name, Uri Edge);
