namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// Makes the file names in a configuration absolute, so that they do not depend on the working directory.
/// </summary>
internal static class ConfiguredPath
{
    /// <summary>
    /// A relative path is relative to the configuration file that sets it. One that comes from elsewhere (the environment, the
    /// secrets directory, a default) is relative to the first configuration file, and without any file to the working directory.
    /// </summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="key">The key of the setting.</param>
    /// <param name="path">Its value, or its default.</param>
    public static string Resolve(IConfiguration configuration, string key, string path)
    {
        var providers = (configuration as IConfigurationRoot)?.Providers ?? [];
        var file = providers.LastOrDefault(provider => provider.TryGet(key, out _)) as GatewayFileProvider
            ?? providers.OfType<GatewayFileProvider>().FirstOrDefault();
        return file is null ? Path.GetFullPath(path) : Path.GetFullPath(path, file.DirectoryPath);
    }
}
