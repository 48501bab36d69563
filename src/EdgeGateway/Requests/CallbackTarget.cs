using System.Collections.Immutable;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Requests;

/// <summary>What a tool signs or verifies for: a profile of the configuration, or a scheme with a secret.</summary>
/// <param name="Profile">The profile; one with the scheme's defaults if only a scheme is named.</param>
/// <param name="Secrets">The secrets as they are written, by key id.</param>
/// <param name="Others">The other profiles of the configuration.</param>
internal sealed record CallbackTarget(CallbackProfile Profile, ImmutableSortedDictionary<string, string> Secrets, ImmutableArray<CallbackTarget> Others)
{
    /// <summary>How the provider signs.</summary>
    public SignatureScheme Scheme => Profile.Scheme;

    /// <summary>The profile's settings for the scheme.</summary>
    public VerificationSettings Settings => Profile.Verifier.Settings;

    /// <summary>The key that signs: the first one in the order in which the gateway tries them.</summary>
    public SigningKey Key => Profile.Verifier.Keys.Keys[0];

    /// <summary>Whether the value that the provider sends as its signature is the secret itself.</summary>
    public bool SendsSecret => Scheme.Definition?["Algorithm"]?.ToString() == "Equal";

    /// <summary>A profile of the configuration.</summary>
    /// <exception cref="ConfigurationException">The configuration is not valid, or has no such profile.</exception>
    public static CallbackTarget OfProfile(string name, IConfiguration configuration)
    {
        var profiles = ConfigurationCheck.Run(configuration).Profiles.ByName;
        if (!profiles.TryGetValue(name, out var profile))
        {
            var meant = NearestName.Find(name, [.. profiles.Keys]);
            throw new ConfigurationException([$"CallbackProfiles:{name}: there is no such profile{(meant is null ? $"; there are {string.Join(", ", profiles.Keys)}" : $"; did you mean {meant}?")}"]);
        }

        return Read(profile, configuration, [.. profiles.Values.Where(other => other != profile).Select(other => Read(other, configuration, []))]);
    }

    /// <summary>A scheme that ships, with one secret.</summary>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="secret">The secret as it is written; null if the scheme needs none.</param>
    /// <param name="keyId">The id of the key.</param>
    /// <param name="settings">The settings for the scheme.</param>
    /// <param name="fault">What is wrong with the secret, without any part of it; null if it is valid.</param>
    public static CallbackTarget OfScheme(SignatureScheme scheme, string? secret, string keyId, VerificationSettings settings, out string? fault)
    {
        byte[] octets = [];
        fault = secret is null ? null : scheme.ReadKey(secret, out octets);
        var profile = CallbackProfile.Create(scheme.Name, scheme, new KeyRing(secret is null ? [] : [new SigningKey(keyId, octets)]), settings: settings);
        var secrets = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
        return new CallbackTarget(profile, secret is null ? secrets : secrets.Add(keyId, secret), []);
    }

    private static CallbackTarget Read(CallbackProfile profile, IConfiguration configuration, ImmutableArray<CallbackTarget> others) => new(
        profile,
        configuration.GetSection($"CallbackProfiles:{profile.Name}:Secrets").GetChildren()
            .Where(static secret => secret.Value is not null)
            .ToImmutableSortedDictionary(static secret => secret.Key, static secret => secret.Value!, StringComparer.OrdinalIgnoreCase),
        others);
}
