using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Testing.Signing;

/// <summary>Signs requests as providers do, with <see cref="ReferenceScheme"/> and the platform's cryptography, without the gateway's code.</summary>
/// <param name="definition">The scheme's complete definition.</param>
/// <param name="vector">A genuine request of the scheme, with its secret and settings.</param>
public sealed partial class ReferenceSigner(JsonObject definition, PresetVector vector) : IDisposable
{
    private readonly Lazy<RSA> _rsa = new(static () => RSA.Create(2048));
    private readonly Lazy<ECDsa> _curve = new(static () => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The secret for the profile: the vector's, or the public key of the signer's key pair.</summary>
    public string Secret => Chosen switch
    {
        "RSA-SHA256" => Convert.ToBase64String(_rsa.Value.ExportSubjectPublicKeyInfo()),
        "ECDSA-SHA256" => Convert.ToBase64String(_curve.Value.ExportSubjectPublicKeyInfo()),
        _ => vector.Secret!,
    };

    /// <summary>The content of the last signature.</summary>
    public byte[] Content { get; private set; } = [];

    private JsonObject Rule => definition["Signature"]!.AsObject();

    /// <summary>The algorithm; one of the allowed ones if the request names it.</summary>
    private string Chosen => definition["Algorithm"] is JsonObject known ? known["SHA-256"]!.GetValue<string>() : definition["Algorithm"]!.GetValue<string>();

    /// <summary>Replaces the request's signatures.</summary>
    public PresetVector Sign(ReferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (definition["Scope"] is null)
        {
            Sign(request, request.Document);
        }
        else
        {
            foreach (var item in request.Document!["notificationItems"]!.AsArray())
            {
                Sign(request, item!["NotificationRequestItem"]!.AsObject());
            }
        }

        return request.ToVector() with { Secret = Secret };
    }

    /// <summary>The parts of the identity of a request with one item; default if the fingerprint is used instead.</summary>
    public ImmutableArray<string> IdentityOf(ReferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = definition["Document"] is { } document
            ? JsonNode.Parse(Convert.FromBase64String(Scheme(request, request.Document).Find(document.GetValue<string>().Split('|')[0])!))!.AsObject()
            : definition["Scope"] is null ? request.Document
            : request.Document!["notificationItems"]!.AsArray() is [var item] ? item!["NotificationRequestItem"]!.AsObject() : null;
        if (definition["Scope"] is not null && root is null)
        {
            return default;
        }

        var scheme = Scheme(request, root);
        foreach (var list in definition["Identity"]?.AsArray() ?? [])
        {
            var parts = list!.AsArray().Select(source => scheme.Find(source!.GetValue<string>())).ToList();
            if (parts.TrueForAll(static part => !string.IsNullOrEmpty(part)))
            {
                return [.. parts!];
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rsa.IsValueCreated)
        {
            _rsa.Value.Dispose();
        }

        if (_curve.IsValueCreated)
        {
            _curve.Value.Dispose();
        }
    }

    private ReferenceScheme Scheme(ReferenceRequest request, JsonObject? root, Dictionary<string, string>? elements = null) =>
        new(definition, request, vector.Parameters, vector.PublicUrl, vector.Secret ?? "") { Root = root, Elements = elements ?? [] };

    private void Sign(ReferenceRequest request, JsonObject? root)
    {
        var from = Rule["From"]!.GetValue<string>();
        var text = Scheme(request, root).Find(from)!;
        var elements = new Dictionary<string, string>();
        var old = text[(Rule["Prefix"]?.GetValue<string>().Length ?? 0)..];
        if (Rule["Split"]?.GetValue<string>() is { } split)
        {
            var pick = Rule["Pick"]!.GetValue<string>();
            pick = pick.StartsWith("{param:", StringComparison.Ordinal) ? vector.Parameters[pick[7..^1]] : pick;
            text = text.Replace("algorithm=MD5", "algorithm=SHA-256", StringComparison.Ordinal);
            foreach (var element in text.Split(split))
            {
                var parts = element.Split(Rule["Pair"]!.GetValue<string>(), 2);
                elements.TryAdd(parts[0], parts[1]);
            }

            old = elements[pick];
        }

        Content = Encoding.UTF8.GetBytes(Scheme(request, root, elements).Content(vector.Method));
        Place(request, root, from, text.Replace(old, Encode(Make(Content)), StringComparison.Ordinal));
    }

    private static void Place(ReferenceRequest request, JsonObject? root, string from, string text)
    {
        var name = from[(from.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var pairs = from.StartsWith("query:", StringComparison.Ordinal) ? request.Query : request.Form ?? request.Query;
        if (from.StartsWith("header:", StringComparison.Ordinal))
        {
            request.Headers[request.Headers.Keys.First(header => header.Equals(name, StringComparison.OrdinalIgnoreCase))] = text;
        }
        else if (root is not null && from.StartsWith("field:", StringComparison.Ordinal))
        {
            var path = name.Split('.');
            path[..^1].Aggregate((JsonNode)root, static (node, part) => node[part]!)[path[^1]] = text;
        }
        else
        {
            pairs[pairs.FindIndex(pair => pair.Name == name)] = (name, text);
        }
    }

    private string Encode(byte[] signature) => Rule["Encoding"]!.GetValue<string>() switch
    {
        "Hex" => Convert.ToHexStringLower(signature),
        "Base64" => Convert.ToBase64String(signature),
        _ => Encoding.UTF8.GetString(signature),
    };

#pragma warning disable CA5350, CA5351 // Required by the providers.
    private byte[] Make(byte[] content) => Chosen switch
    {
        "HMAC-SHA256" => HMACSHA256.HashData(Key(), content),
        "HMAC-SHA512" => HMACSHA512.HashData(Key(), content),
        "HMAC-SHA1" => HMACSHA1.HashData(Key(), content),
        "HMAC-MD5" => HMACMD5.HashData(Key(), content),
        "SHA256" => SHA256.HashData(content),
        "SHA384" => SHA384.HashData(content),
        "SHA512" => SHA512.HashData(content),
        "SHA1" => SHA1.HashData(content),
        "MD5" => MD5.HashData(content),
        "RSA-SHA256" => _rsa.Value.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "ECDSA-SHA256" => _curve.Value.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        "Equal" => content,
        var other => throw new NotSupportedException(other),
    };

    private byte[] Key()
    {
        var key = definition["Key"] as JsonObject;
        var text = vector.Secret!;
        var prefix = key?["Prefix"]?.GetValue<string>() ?? "";
        text = prefix.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var octets = key?["Encoding"]?.GetValue<string>() switch
        {
            "Hex" => Convert.FromHexString(text),
            "Base64" => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')),
            _ => Encoding.UTF8.GetBytes(text),
        };
        return key?["Hash"] is null ? octets : SHA1.HashData(octets);
    }
#pragma warning restore CA5350, CA5351
}
