namespace EdgeGateway.Hosting;

/// <summary>The command line arguments of a gateway.</summary>
/// <param name="ConfigFiles">Each file overrides the previous one; if empty, <see cref="DefaultConfigFile"/> is used.</param>
/// <param name="SecretsDirectory">A directory with one file per key, or null.</param>
/// <param name="ReadsEnvironment">Whether environment variables override everything; false for the demo.</param>
internal sealed record GatewayArguments(IReadOnlyList<string> ConfigFiles, string? SecretsDirectory, bool ReadsEnvironment = true)
{
    /// <summary>In the working directory.</summary>
    public const string DefaultConfigFile = "config/gateway.json";
}
