using System.Collections.Frozen;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Sources;

namespace EdgeGateway.Configuration.Validation;

/// <summary>The sections that a configuration file may have.</summary>
internal static class KnownSections
{
    public const string Profiles = "CallbackProfiles";
    public const string Schemes = "CallbackSchemes";
    public const string Ledger = "Ledger";
    public const string ReverseProxy = "ReverseProxy";
    public const string Kestrel = "Kestrel";
    public const string Logging = "Logging";
    public const string Shutdown = "Shutdown";
    public const string Inbound = "Inbound";
    public const string Management = "Management";
    public const string Diagnostics = "Diagnostics";
    public const string Notifications = "Notifications";

    /// <summary>All sections; a new one must also be added to <c>config/gateway.schema.json</c>.</summary>
    public static FrozenSet<string> All { get; } =
        new[] { "$schema", "AllowedHosts", Kestrel, Logging, ReverseProxy, Profiles, Schemes, Ledger, Inbound, Shutdown, Management, Diagnostics, Notifications }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks only files: the environment contains unrelated names.</summary>
    public static void Check(IConfiguration configuration, FaultList faults)
    {
        if (configuration is not IConfigurationRoot root)
        {
            return;
        }

        foreach (var provider in root.Providers.Where(static provider => provider is WatchedConfigurationProvider or FileConfigurationProvider))
        {
            foreach (var name in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase).Where(static name => !All.Contains(name)))
            {
                var meant = NearestName.Find(name, All);
                faults.Add(name, meant is null ? "unknown section" : $"unknown section; did you mean {meant}?", provider.ToString());
            }
        }
    }
}
