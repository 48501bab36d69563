namespace EdgeGateway.Hosting;

/// <summary>What the command line says of a gateway.</summary>
/// <param name="ConfigFiles">In the order in which each overrides the one before; empty: <see cref="DefaultConfigFile"/>.</param>
/// <param name="SecretsDirectory">A directory with one file per key, or null.</param>
internal sealed record GatewayArguments(IReadOnlyList<string> ConfigFiles, string? SecretsDirectory)
{
    /// <summary>In the working directory.</summary>
    public const string DefaultConfigFile = "config/gateway.json";
}
