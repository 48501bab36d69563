using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Schemes;

/// <summary>A genuine callback of a scheme as data, of about a given size, with the verifier for it.</summary>
internal sealed class SchemeCallback : IHeaderSource
{
    private const int FillerLength = 280;
    private const string Secret = "a secret of the benchmarks, long enough";

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private SchemeCallback(string scheme, JsonObject body, int size)
    {
        Now = TimeProvider.System.GetUtcNow();
        Time = Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        (Bytes, var key) = scheme switch
        {
            "stripe" => Stripe(body, size),
            "standardwebhooks" => StandardWebhooks(body, size),
            "adyen" => Adyen(body, size),
            "wise" => Wise(body, size),
            "tbank" => TBank(body, size),
            _ => throw new ArgumentException($"There is no sample for {scheme}.", nameof(scheme)),
        };
        Verifier = new CallbackVerifier(scheme, SignatureSchemes.Find(scheme)!, new KeyRing([new SigningKey("k1", key)]), [], new VerificationSettings());
    }

    public DateTimeOffset Now { get; }

    public byte[] Bytes { get; }

    /// <summary>What is signed, without what the pass over the body reads anyway: the least that has to be digested.</summary>
    public byte[] Signed { get; private set; } = [];

    /// <summary>The digest of <see cref="Signed"/>, and the signature where it is RSA's.</summary>
    public Func<int> Digest { get; private set; } = static () => 0;

    public CallbackVerifier Verifier { get; }

    private string Time { get; }

    public static SchemeCallback Create(string scheme, int size) => new(scheme, new JsonObject { ["id"] = "evt_1", ["type"] = "paid" }, size);

    public string? Find(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The request: of this body, or of one that was altered.</summary>
    public CallbackMessage Message(byte[]? body = null) => new(body ?? Bytes, BodyFormats.Json) { Headers = this };

    private static byte[] Fill(JsonObject body, JsonObject filled, int size)
    {
        for (var field = 0; body.ToJsonString().Length < size; field++)
        {
            filled[$"filler_{field}"] = new string((char)('a' + (field % 26)), FillerLength);
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private (byte[], byte[]) Stripe(JsonObject body, int size)
    {
        var key = Encoding.UTF8.GetBytes(Secret);
        body["data"] = new JsonObject { ["object"] = new JsonObject { ["amount"] = 1050, ["currency"] = "usd" } };
        var bytes = Fill(body, body["data"]!["object"]!.AsObject(), size);
        Sign(key, [.. Encoding.ASCII.GetBytes(Time + "."), .. bytes], signature => _headers["Stripe-Signature"] = $"t={Time},v1={Convert.ToHexStringLower(signature)}");
        return (bytes, key);
    }

    private (byte[], byte[]) StandardWebhooks(JsonObject body, int size)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(Secret));
        var bytes = Fill(body, body, size);
        _headers["webhook-id"] = "msg_1";
        _headers["webhook-timestamp"] = Time;
        Sign(key, [.. Encoding.ASCII.GetBytes($"msg_1.{Time}."), .. bytes], signature => _headers["webhook-signature"] = "v1," + Convert.ToBase64String(signature));
        return (bytes, key);
    }

    private (byte[], byte[]) Adyen(JsonObject body, int size)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(Secret));
        var additional = new JsonObject { ["hmacSignature"] = "" };
        var item = new JsonObject
        {
            ["pspReference"] = "8836183819713023", ["merchantAccountCode"] = "Shop", ["merchantReference"] = "905910", ["amount"] = new JsonObject { ["value"] = 1050, ["currency"] = "EUR" },
            ["eventCode"] = "AUTHORISATION", ["success"] = "true", ["additionalData"] = additional,
        };
        body["notificationItems"] = new JsonArray(new JsonObject { ["NotificationRequestItem"] = item });
        Sign(key, "8836183819713023::Shop:905910:1050:EUR:AUTHORISATION:true"u8.ToArray(), signature => additional["hmacSignature"] = Convert.ToBase64String(signature));
        return (Fill(body, additional, size), key);
    }

    private (byte[], byte[]) Wise(JsonObject body, int size)
    {
        using var signer = RSA.Create(2048);
        body["subscription_id"] = "01234567-89ab-cdef-0123-456789abcdef";
        body["event_type"] = "transfers#state-change";
        body["data"] = new JsonObject { ["resource"] = new JsonObject { ["id"] = 111, ["type"] = "transfer" }, ["occurred_at"] = "2026-01-01T12:34:56Z" };
        var bytes = Fill(body, body["data"]!.AsObject(), size);
        var signature = signer.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _headers["X-Signature-SHA256"] = Convert.ToBase64String(signature);
        var key = signer.ExportSubjectPublicKeyInfo();
        var verifier = RSA.Create();
        verifier.ImportSubjectPublicKeyInfo(key, out _);
        var hash = new byte[SHA256.HashSizeInBytes];
        Digest = () =>
        {
            SHA256.HashData(bytes, hash);
            return verifier.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? 1 : 0;
        };
        return (bytes, key);
    }

    private (byte[], byte[]) TBank(JsonObject body, int size)
    {
        body["Token"] = "";
        body["PaymentId"] = 6039686739;
        body["Status"] = "CONFIRMED";
        body["Amount"] = 1050;
        Fill(body, body, size);
        var fields = body.Where(static field => field.Key != "Token").Select(static field => (field.Key, Value: field.Value!.ToString())).Append(("Password", Secret));
        Signed = Encoding.UTF8.GetBytes(string.Concat(fields.OrderBy(static field => field.Item1, StringComparer.Ordinal).Select(static field => field.Item2)));
        body["Token"] = Convert.ToHexStringLower(SHA256.HashData(Signed));
        var hash = new byte[SHA256.HashSizeInBytes];
        Digest = () => SHA256.HashData(Signed, hash);
        return (JsonSerializer.SerializeToUtf8Bytes(body), Encoding.UTF8.GetBytes(Secret));
    }

    private void Sign(byte[] key, byte[] signed, Action<byte[]> place)
    {
        Signed = signed;
        place(HMACSHA256.HashData(key, signed));
        var hash = new byte[HMACSHA256.HashSizeInBytes];
        Digest = () => HMACSHA256.HashData(key, signed, hash);
    }
}
