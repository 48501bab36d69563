using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Benchmarks.Schemes;

/// <summary>A genuine callback of a preset, of about a given size, with its verifier.</summary>
internal sealed class SchemeCallback
{
    private const int FillerLength = 280;
    private const string TextSecret = "a secret of the benchmarks, long enough";

    private readonly SentHeaders _headers;

    private SchemeCallback(string scheme, SchemeRequest request, string secret)
    {
        var preset = SignatureSchemes.Find(scheme)!;
        var vector = request.ToVector(scheme) with { Secret = secret };
        using var signer = new ReferenceSigner(preset.Definition!, vector);
        var signed = signer.Sign(new ReferenceRequest(vector));
        Bytes = Encoding.UTF8.GetBytes(signed.Body);
        _headers = new SentHeaders(signed.Headers);

        var key = KeyOf(scheme, signer.Secret);
        Verifier = new CallbackVerifier(scheme, preset, new KeyRing([new SigningKey("k1", key)]), [], new VerificationSettings());
        Digest = DigestOf(scheme, key, signer.Content, signed.Headers);
    }

    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public byte[] Bytes { get; }

    /// <summary>The minimum computation besides reading the body: the digest of the signed content, and RSA if the scheme uses it.</summary>
    public Func<int> Digest { get; }

    public CallbackVerifier Verifier { get; }

    public static SchemeCallback Create(string scheme, int size)
    {
        var body = new JsonObject { ["id"] = "evt_1", ["type"] = "paid" };
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return scheme switch
        {
            "stripe" => new(scheme, Stripe(body, size, time), TextSecret),
            "standardwebhooks" => new(scheme, StandardWebhooks(body, size, time), "whsec_" + Convert.ToBase64String(Random())),
            "adyen" => new(scheme, Adyen(body, size), Convert.ToHexString(Random())),
            "wise" => new(scheme, Wise(body, size), ""),
            "tbank" => new(scheme, TBank(body, size), TextSecret),
            _ => throw new ArgumentException($"There is no sample for {scheme}.", nameof(scheme)),
        };
    }

    /// <summary>The request with this body, or with an altered one.</summary>
    public CallbackMessage Message(byte[]? body = null) => new(body ?? Bytes, BodyFormats.Json) { Headers = _headers };

    private static byte[] Random() => RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private static SchemeRequest Fill(JsonObject body, JsonObject filled, int size)
    {
        for (var field = 0; body.ToJsonString().Length < size; field++)
        {
            filled[$"filler_{field}"] = new string((char)('a' + (field % 26)), FillerLength);
        }

        return new SchemeRequest(body.ToJsonString());
    }

    private static SchemeRequest Stripe(JsonObject body, int size, string time)
    {
        var inner = new JsonObject { ["amount"] = 1050, ["currency"] = "usd" };
        body["data"] = new JsonObject { ["object"] = inner };
        return Fill(body, inner, size).With("Stripe-Signature", $"t={time},v1={ReferenceSigner.Placeholder}");
    }

    private static SchemeRequest StandardWebhooks(JsonObject body, int size, string time) => Fill(body, body, size)
        .With("webhook-id", "msg_1")
        .With("webhook-timestamp", time)
        .With("webhook-signature", $"v1,{ReferenceSigner.Placeholder}");

    private static SchemeRequest Adyen(JsonObject body, int size)
    {
        var additional = new JsonObject { ["hmacSignature"] = ReferenceSigner.Placeholder };
        body["notificationItems"] = new JsonArray(new JsonObject
        {
            ["NotificationRequestItem"] = new JsonObject
            {
                ["pspReference"] = "8836183819713023",
                ["merchantAccountCode"] = "Shop",
                ["merchantReference"] = "905910",
                ["amount"] = new JsonObject { ["value"] = 1050, ["currency"] = "EUR" },
                ["eventCode"] = "AUTHORISATION",
                ["success"] = "true",
                ["additionalData"] = additional,
            },
        });
        return Fill(body, additional, size);
    }

    private static SchemeRequest Wise(JsonObject body, int size)
    {
        body["subscription_id"] = "01234567-89ab-cdef-0123-456789abcdef";
        body["event_type"] = "transfers#state-change";
        body["data"] = new JsonObject { ["resource"] = new JsonObject { ["id"] = 111, ["type"] = "transfer" }, ["occurred_at"] = "2026-01-01T12:34:56Z" };
        return Fill(body, body["data"]!.AsObject(), size).With("X-Signature-SHA256", ReferenceSigner.Placeholder);
    }

    private static SchemeRequest TBank(JsonObject body, int size)
    {
        body["Token"] = ReferenceSigner.Placeholder;
        body["PaymentId"] = 6039686739;
        body["Status"] = "CONFIRMED";
        body["Amount"] = 1050;
        return Fill(body, body, size);
    }

    private static byte[] KeyOf(string scheme, string secret) => scheme switch
    {
        "standardwebhooks" => Convert.FromBase64String(secret["whsec_".Length..]),
        "adyen" => Convert.FromHexString(secret),
        "wise" => Convert.FromBase64String(secret),
        _ => Encoding.UTF8.GetBytes(secret),
    };

    private static Func<int> DigestOf(string scheme, byte[] key, byte[] content, ImmutableSortedDictionary<string, string> headers)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        if (scheme == "tbank")
        {
            return () => SHA256.HashData(content, hash);
        }

        if (scheme != "wise")
        {
            return () => HMACSHA256.HashData(key, content, hash);
        }

        var signature = Convert.FromBase64String(headers["X-Signature-SHA256"]);
        var verifier = RSA.Create();
        verifier.ImportSubjectPublicKeyInfo(key, out _);
        return () =>
        {
            SHA256.HashData(content, hash);
            return verifier.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? 1 : 0;
        };
    }
}
