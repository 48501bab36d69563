using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Sources;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Reads the whole configuration and reports all faults at once.</summary>
internal static class ConfigurationReader
{
    public static ConfigurationReading Read(IConfiguration configuration, IConfigValidator validator)
    {
        var faults = new FaultList(configuration);
        CheckSources(configuration, faults);
        if (faults.Count > 0)
        {
            // If a file cannot be read, its settings would only be reported as missing.
            return new ConfigurationReading(null, faults.ToLines());
        }

        var binder = new SectionBinder(faults);
        KnownSections.Check(configuration, faults);
        HostRules.Check(configuration, faults);
        KestrelRules.Check(configuration, faults);
        var ledger = LedgerRules.Read(binder.Bind<LedgerOptions>(configuration.GetSection(KnownSections.Ledger)), configuration, faults);
        ShutdownRules.Check(binder.Bind<ShutdownOptions>(configuration.GetSection(KnownSections.Shutdown)), faults);
        ManagementRules.Check(
            binder.Bind<ManagementOptions>(configuration.GetSection(KnownSections.Management)),
            binder.Bind<DiagnosticsOptions>(configuration.GetSection(KnownSections.Diagnostics)),
            faults);
        NotificationRules.Check(binder.Bind<NotificationsOptions>(configuration.GetSection(KnownSections.Notifications)), faults);
        var options = binder.BindMany<CallbackProfileOptions>(configuration.GetSection(KnownSections.Profiles));
        var inbound = InboundRules.Read(binder.Bind<InboundOptions>(configuration.GetSection(KnownSections.Inbound)), options, faults);
        SharedSecretRules.Check(options, faults);
        var schemes = SchemeRules.Read(configuration, faults);
        var profileReader = new CallbackProfileReader(configuration, schemes, new MerchantSignatureRules(options, schemes, faults), faults);
        var profiles = options.Select(pair => profileReader.Read(pair.Key, pair.Value)).ToList();

        var proxy = ReverseProxyOptions.Read(binder, configuration.GetSection(KnownSections.ReverseProxy));
        YarpRules.Check(proxy, validator, faults);
        new RouteRules(proxy, options, faults).Check();

        var isValid = faults.Count == 0;
        var valid = isValid
            ? new CallbackConfiguration(
                new CallbackProfiles(profiles.OfType<CallbackProfile>())
                {
                    MaxBufferedBytes = inbound.MaxBufferedBytes,
                    TrustedProxies = inbound.TrustedProxies,
                    LedgerTimeout = ledger.Timeout,
                },
                proxy.Routes.Count,
                ledger,
                RouteWarnings.Find(proxy, options.Keys),
                ProfileAdvice.Find(profiles.OfType<CallbackProfile>()))
            : null;
        return new ConfigurationReading(valid, faults.ToLines());
    }

    private static void CheckSources(IConfiguration configuration, FaultList faults)
    {
        foreach (var source in (configuration as IConfigurationRoot)?.Providers.OfType<WatchedConfigurationProvider>() ?? [])
        {
            if (source.Fault is { } fault)
            {
                faults.Add(source.ToString(), fault);
            }
        }
    }
}
