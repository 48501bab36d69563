using System.Text.RegularExpressions;
using EdgeGateway.Configuration.Sources;

namespace EdgeGateway.Endpoints;

/// <summary>
/// Kestrel's configuration: the section as it is at the start, because endpoints do not follow changes, with absolute certificate paths,
/// because Kestrel would resolve them relative to the program.
/// </summary>
internal static partial class KestrelSection
{
    public static IConfigurationSection Read(IConfiguration configuration) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.GetSection("Kestrel").AsEnumerable()
                .Where(static setting => setting.Value is not null)
                .Select(setting => CertificateFile().IsMatch(setting.Key)
                    ? new(setting.Key, ConfiguredPath.Resolve(configuration, setting.Key, setting.Value!))
                    : setting))
            .Build()
            .GetSection("Kestrel");

    /// <summary>The certificate paths of an endpoint, of one of its host names, or of the shared certificates.</summary>
    [GeneratedRegex(@":(Certificate|Certificates:[^:]+):(Path|KeyPath)$", RegexOptions.IgnoreCase)]
    private static partial Regex CertificateFile();
}
