using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>
/// Finds profiles of the same scheme that share a secret: each accepts callbacks signed for the other, and a callback delivered by one
/// would be new to the other.
/// </summary>
internal static class SharedSecretRules
{
    public static void Check(IReadOnlyDictionary<string, CallbackProfileOptions> profiles, FaultList faults)
    {
        var known = new Dictionary<(string Scheme, string Secret), string>();
        foreach (var (name, options) in profiles.OrderBy(static profile => profile.Key, StringComparer.Ordinal))
        {
            foreach (var (id, secret) in options.Secrets.OrderBy(static secret => secret.Key, StringComparer.Ordinal))
            {
                if (string.IsNullOrEmpty(secret) || known.TryAdd((options.Scheme?.ToUpperInvariant() ?? "", secret), name))
                {
                    continue;
                }

                var other = known[(options.Scheme?.ToUpperInvariant() ?? "", secret)];
                if (other != name && !(options.SharedSecret && profiles[other].SharedSecret))
                {
                    faults.Add(
                        $"{KnownSections.Profiles}:{name}:{nameof(options.Secrets)}:{id}",
                        $"also a secret of {other}, so that each takes the other's callbacks; if that is meant, both must say {nameof(options.SharedSecret)}: true");
                }
            }
        }
    }
}
