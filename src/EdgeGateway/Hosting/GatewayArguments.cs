namespace EdgeGateway.Hosting;

/// <summary>What the command line says of a gateway.</summary>
/// <param name="ConfigFiles">In the order in which each overrides the one before; empty: <see cref="DefaultConfigFile"/>.</param>
/// <param name="SecretsDirectory">A directory with one file per key, or null.</param>
/// <param name="ReadsEnvironment">Whether environment variables override all; the demo's secrets are its own.</param>
internal sealed record GatewayArguments(IReadOnlyList<string> ConfigFiles, string? SecretsDirectory, bool ReadsEnvironment = true)
{
    /// <summary>In the working directory.</summary>
    public const string DefaultConfigFile = "config/gateway.json";
}
