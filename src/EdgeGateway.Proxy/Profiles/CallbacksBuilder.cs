using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>Collects the profiles of a host that configures them in code.</summary>
public sealed class CallbacksBuilder
{
    private readonly List<CallbackProfile> _profiles = [];

    /// <summary>Adds a profile with the defaults of its scheme.</summary>
    /// <param name="name">The name used in a route's metadata <c>CallbackProfile</c>. It is also the prefix of the ledger's keys.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="secrets">The secrets or public keys, in the provider's notation. All are tried.</param>
    /// <exception cref="ArgumentException">A secret does not have the scheme's notation, or a required secret is missing.</exception>
    public CallbacksBuilder AddProfile(string name, SignatureScheme scheme, params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(secrets);
        var keys = secrets.Select((secret, index) => KeyOf($"k{index + 1}", scheme, secret)).ToList();
        if (keys.Count == 0 && scheme.NeedsKeys)
        {
            throw new ArgumentException($"{scheme.Name} needs a secret.", nameof(secrets));
        }

        return AddProfile(CallbackProfile.Create(name, scheme, new KeyRing([.. keys])));
    }

    /// <summary>Adds a profile.</summary>
    /// <param name="profile">For example <see cref="CallbackProfile.Create"/> <c>with</c> other limits.</param>
    /// <exception cref="ArgumentException">A profile with that name was already added, or the scheme does not sign and the profile allows any network.</exception>
    public CallbacksBuilder AddProfile(CallbackProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (_profiles.Exists(other => string.Equals(other.Name, profile.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"There is a callback profile '{profile.Name}' already.", nameof(profile));
        }

        if (!profile.Scheme.NeedsKeys && profile.AllowedNetworks.IsEmpty)
        {
            throw new ArgumentException(
                $"{profile.Scheme.Name} does not sign: without {nameof(profile.AllowedNetworks)} anyone could send its callbacks.", nameof(profile));
        }

        _profiles.Add(profile);
        return this;
    }

    internal CallbackProfiles Build() => new(_profiles);

    private static SigningKey KeyOf(string id, SignatureScheme scheme, string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret, nameof(secret));
        return scheme.ReadKey(secret, out var octets) is { } fault
            ? throw new ArgumentException($"{scheme.Name}: {fault}", nameof(secret))
            : new SigningKey(id, octets);
    }
}
