namespace EdgeGateway.Configuration.Sources;

/// <summary>Adds sources that survive an invalid change: they keep their last readable values, and the configuration is rejected.</summary>
internal static class GatewayConfigurationExtensions
{
    /// <summary>Adds a JSON file that is read again when it changes.</summary>
    public static IConfigurationBuilder AddGatewayFile(this IConfigurationBuilder builder, string path) =>
        builder.Add(new Source(() => new GatewayFileProvider(path)));

    /// <summary>Adds a directory with one file per key, <c>__</c> in its name for <c>:</c>, that is read again when it changes.</summary>
    public static IConfigurationBuilder AddSecretsDirectory(this IConfigurationBuilder builder, string path) =>
        builder.Add(new Source(() => new SecretsDirectoryProvider(path)));

    private sealed class Source(Func<IConfigurationProvider> create) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => create();
    }
}
