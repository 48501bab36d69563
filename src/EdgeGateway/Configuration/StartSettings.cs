using System.Collections.Frozen;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;

namespace EdgeGateway.Configuration;

/// <summary>
/// The settings that are only read when the program starts: endpoints, certificates and limits of the server, the shutdown, and whether
/// clients are asked for certificates at all; the tokens of the management endpoint, what is kept for diagnosis, and where
/// notifications are posted.
/// </summary>
internal sealed class StartSettings(IConfiguration configuration)
{
    private static readonly string[] _sections = [KnownSections.Kestrel, KnownSections.Shutdown, KnownSections.Management, KnownSections.Diagnostics, KnownSections.Notifications];

    private readonly FrozenDictionary<string, string> _values = Read(configuration);
    private readonly bool _asksClients = AsksClients(configuration);

    /// <summary>
    /// The names of the settings that have changed, sorted. Never their values, which may include a certificate's password.
    /// </summary>
    public IReadOnlyList<string> FindChanges(IConfiguration configuration)
    {
        var now = Read(configuration);
        var changed = now.Keys.Union(_values.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => now.GetValueOrDefault(key) != _values.GetValueOrDefault(key));
        if (!_asksClients && AsksClients(configuration))
        {
            changed = changed.Append($"{KnownSections.Profiles}:*:{nameof(CallbackProfileOptions.ClientCertificate)}");
        }

        return [.. changed.Order(StringComparer.Ordinal)];
    }

    private static FrozenDictionary<string, string> Read(IConfiguration configuration) => _sections
        .SelectMany(section => configuration.GetSection(section).AsEnumerable())
        .Where(static setting => setting.Value is not null)
        .ToFrozenDictionary(static setting => setting.Key, static setting => setting.Value!, StringComparer.OrdinalIgnoreCase);

    private static bool AsksClients(IConfiguration configuration) => configuration.GetSection(KnownSections.Profiles).GetChildren()
        .Any(static profile => string.Equals(
            profile[nameof(CallbackProfileOptions.ClientCertificate)], nameof(ClientCertificateMode.Require), StringComparison.OrdinalIgnoreCase));
}
