using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates the settings for all incoming requests.</summary>
internal static class InboundRules
{
    public static InboundSettings Read(InboundOptions options, IReadOnlyDictionary<string, CallbackProfileOptions> profiles, FaultList faults)
    {
        const string bytesPath = $"{KnownSections.Inbound}:{nameof(options.MaxBufferedBytes)}";
        const string proxiesPath = $"{KnownSections.Inbound}:{nameof(options.TrustedProxies)}";
        foreach (var (name, profile) in profiles)
        {
            // A buffer grows by doubling: with less memory, a body of maximum size could never be received.
            if (!faults.Has(bytesPath) && options.MaxBufferedBytes < 2L * profile.MaxBodyBytes)
            {
                faults.Add(bytesPath, $"{options.MaxBufferedBytes} must be at least twice {KnownSections.Profiles}:{name}:{nameof(profile.MaxBodyBytes)} {profile.MaxBodyBytes}");
            }
        }

        var proxies = NetworkRules.Read(proxiesPath, options.TrustedProxies, faults);
        for (var index = 0; !faults.Has(proxiesPath) && index < proxies.Length; index++)
        {
            if (proxies[index].PrefixLength == 0)
            {
                faults.Add($"{proxiesPath}:{index}", $"'{proxies[index]}' is everyone: then everyone could choose the address to be taken for");
            }
        }

        return new InboundSettings(options.MaxBufferedBytes, proxies);
    }
}
