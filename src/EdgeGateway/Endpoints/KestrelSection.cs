using System.Text.RegularExpressions;
using EdgeGateway.Configuration.Sources;

namespace EdgeGateway.Endpoints;

/// <summary>
/// What Kestrel is configured with: the section as it is at the start, since endpoints do not follow its changes, with the names
/// of certificates' files made absolute, since Kestrel would look for them beside the program.
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

    /// <summary>Of an endpoint, of one of its host names, or of the certificates for all.</summary>
    [GeneratedRegex(@":(Certificate|Certificates:[^:]+):(Path|KeyPath)$", RegexOptions.IgnoreCase)]
    private static partial Regex CertificateFile();
}
