using System.Text;

namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// A directory with one file per key, <c>CallbackProfiles__cactus__Secrets__k1</c>, as Docker and Kubernetes mount secrets. Names that
/// start with a dot are skipped: Kubernetes uses <c>..data</c> and <c>..2026_01_31</c> internally.
/// </summary>
internal sealed class SecretsDirectoryProvider(string path) : WatchedConfigurationProvider(Path.GetFullPath(path), "*")
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _fullPath = Path.GetFullPath(path);

    /// <inheritdoc/>
    public override string ToString() => path;

    private protected override IDictionary<string, string?> Read()
    {
        if (!Directory.Exists(_fullPath))
        {
            throw new UnreadableSourceException($"there is no such directory at {_fullPath}");
        }

        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(_fullPath))
        {
            var name = Path.GetFileName(file);
            if (!name.StartsWith('.'))
            {
                data[name.Replace("__", ":", StringComparison.Ordinal)] = ReadSecret(file, name);
            }
        }

        return data;
    }

    private static string ReadSecret(string file, string name)
    {
        try
        {
            // Editors and echo append a line break, which is not part of the secret.
            return File.ReadAllText(file, _strictUtf8).TrimEnd('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableSourceException($"the file {name} is not UTF-8 text");
        }
    }
}
