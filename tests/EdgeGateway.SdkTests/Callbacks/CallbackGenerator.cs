using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>Random genuine callbacks of one provider, signed by <see cref="ReferenceSigner"/>.</summary>
internal sealed class CallbackGenerator(SdkProvider provider) : IDisposable
{
    private readonly JsonObject _definition = provider.Definition;

    /// <summary>Signers of providers with a key pair. The second one's key signs nothing.</summary>
    private readonly ReferenceSigner? _signer = provider.Scheme.HasPublicKeys ? new ReferenceSigner(provider.Definition, provider.Vector) : null;
    private readonly ReferenceSigner? _stranger = provider.Scheme.HasPublicKeys ? new ReferenceSigner(provider.Definition, provider.Vector) : null;

    public SdkProvider Provider => provider;

    /// <summary>Secrets for a receiver.</summary>
    public ImmutableArray<(string Id, string Value)> CreateSecrets(Random random)
    {
        var secrets = _signer is null ? RandomSecrets.Create(provider, random)
            : random.Next(2) == 0 ? [("k0", _signer.Secret)]
            : [("k0", _stranger!.Secret), ("k1", _signer.Secret)];
        return provider.Name == "worldline" ? [.. secrets.Select(static secret => ("key-" + secret.Id, secret.Value))] : secrets;
    }

    /// <summary>A secret that receivers do not have.</summary>
    public string CreateOther(Random random) => _stranger?.Secret ?? RandomSecrets.Create(provider, random)[0].Value;

    /// <summary>A genuine callback whose receiver has random secrets and a clock within the tolerance.</summary>
    public SdkCallback Create(Random random)
    {
        var offset = provider.Name switch
        {
            "paddle" => random.Next(-5, 6),
            _ => random.Next(-300, 301),
        };
        return Create(random, CreateSecrets(random), provider.Vector.Now.AddSeconds(offset));
    }

    /// <summary>A genuine callback for a receiver with these secrets and this clock.</summary>
    public SdkCallback Create(Random random, ImmutableArray<(string Id, string Value)> secrets, DateTimeOffset now)
    {
        var (id, secret) = _signer is null ? secrets[random.Next(secrets.Length)] : secrets[^1];
        var vector = Prepare(random, id) with { Secret = secret };
        var request = RandomRequest.Of(vector, _definition, random, $"{provider.Name}{random.Next()}");
        RandomContent.Add(provider, request, random);
        using var signer = _signer is null ? new ReferenceSigner(provider.Definition, vector) : null;
        return SdkCallback.Of((signer ?? _signer)!.Sign(request), secrets, now);
    }

    public void Dispose()
    {
        _signer?.Dispose();
        _stranger?.Dispose();
    }

    private PresetVector Prepare(Random random, string keyId)
    {
        var vector = provider.Vector;
        return provider.Name switch
        {
            "adyen" => vector with { Body = RandomContent.RepeatItem(vector.Body, random.Next(1, 4)) },
            "worldline" => vector with { Headers = vector.Headers.SetItem("X-GCS-KeyId", keyId) },
            "shopify" => vector with { Headers = vector.Headers.SetItem("X-Shopify-API-Version", "2026-07") },
            _ => vector,
        };
    }
}
