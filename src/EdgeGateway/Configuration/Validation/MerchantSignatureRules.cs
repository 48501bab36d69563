using System.Collections.Immutable;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates a profile's secrets for signing to the merchant. No message contains a secret.</summary>
/// <param name="profiles">All profiles: a provider that knows the secret could sign as the gateway.</param>
/// <param name="schemes">The schemes defined in the configuration.</param>
/// <param name="faults">Receives the faults.</param>
internal sealed class MerchantSignatureRules(IReadOnlyDictionary<string, CallbackProfileOptions> profiles, OwnSchemes schemes, FaultList faults)
{
    private readonly List<(string Profile, byte[] Octets)> _providers = [.. ProviderSecrets(profiles, schemes)];

    /// <summary>The signer; null if the profile has none or it is faulty.</summary>
    public StandardWebhookSigner? Read(string path, MerchantSignatureOptions? options, SignatureScheme? scheme)
    {
        if (options is null)
        {
            return null;
        }

        var at = $"{path}:{nameof(CallbackProfileOptions.MerchantSignature)}";
        if (scheme is { ReadsQuery: true })
        {
            faults.Add(at, $"must not be set: {scheme.Name} has values in the query, which the merchant's signature does not cover");
        }

        at += $":{nameof(options.Secrets)}";
        if (options.Secrets.Count == 0 && !faults.Has(at))
        {
            var variable = at.Replace(":", "__", StringComparison.Ordinal) + "__m1";
            faults.Add(at, $"no secret; give one in the environment variable {variable} or in a file of that name in the --secrets directory");
        }

        var keys = options.Secrets
            .OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => ReadKey(at, pair.Key, pair.Value ?? ""))
            .OfType<SigningKey>()
            .ToImmutableArray();
        return keys.IsEmpty ? null : new StandardWebhookSigner(keys);
    }

    private SigningKey? ReadKey(string path, string id, string secret)
    {
        if (!ProfileName.IsValid(id))
        {
            // The name is not shown: if name and value were swapped, it is the secret.
            faults.Add(path, $"a key's id must be {ProfileName.Expectation}");
            return null;
        }

        if (WebhookSecret.Read(secret, out var octets) is { } fault)
        {
            faults.Add($"{path}:{id}", fault);
            return null;
        }

        if (_providers.Find(provider => CryptographicOperations.FixedTimeEquals(provider.Octets, octets)).Profile is { } other)
        {
            faults.Add($"{path}:{id}", $"is also the provider's secret of {other}, so that the provider could sign as the gateway; make a new one");
            return null;
        }

        return new SigningKey(id, octets);
    }

    /// <summary>Each secret as its scheme reads it, and as Standard Webhooks would.</summary>
    private static IEnumerable<(string Profile, byte[] Octets)> ProviderSecrets(IReadOnlyDictionary<string, CallbackProfileOptions> profiles, OwnSchemes schemes)
    {
        foreach (var (name, options) in profiles)
        {
            foreach (var secret in options.Secrets.Values.Where(static secret => !string.IsNullOrEmpty(secret)))
            {
                if (schemes.Find(options.Scheme) is { } scheme && scheme.ReadKey(secret, out var octets) is null)
                {
                    yield return (name, octets);
                }

                if (WebhookSecret.Scheme.ReadKey(secret, out var standard) is null)
                {
                    yield return (name, standard);
                }
            }
        }
    }
}
