using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Signing;

/// <content>Signed requests of the presets that tests name.</content>
public sealed partial class ReferenceSigner
{
    /// <summary>The secret of the presets in tests.</summary>
    public const string PresetSecret = "a-secret-of-tests";

    /// <summary>A secret in hexadecimal digits, as Adyen writes its keys.</summary>
    public const string HexSecret = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    /// <summary>What a request has where its signature will be.</summary>
    public const string Placeholder = "not-signed-yet";

    /// <summary>Stripe's scheme, or one that differs in the header's name only.</summary>
    public static SchemeRequest Stripe(string body, DateTimeOffset time, string header = "Stripe-Signature")
    {
        var request = new SchemeRequest(body).With("Stripe-Signature", $"t={time.ToUnixTimeSeconds()},v1={Placeholder}");
        var signed = Sign("stripe", request);
        return signed.Without("Stripe-Signature").With(header, signed.Headers[^1].Value);
    }

    /// <summary>Signs the body in a header.</summary>
    public static SchemeRequest Shopify(string body, string id, string topic = "orders/paid") =>
        Sign("shopify", new SchemeRequest(body)
            .With("X-Shopify-Hmac-Sha256", Placeholder)
            .With("X-Shopify-Webhook-Id", id)
            .With("X-Shopify-Topic", topic));

    /// <summary>Sends the secret in a header.</summary>
    public static SchemeRequest Xendit(string body, string id) =>
        Sign("xendit", new SchemeRequest(body).With("x-callback-token", Placeholder).With("webhook-id", id));

    /// <summary>Signs the URL and the body in a header.</summary>
    public static SchemeRequest Square(string body, string url) =>
        Sign("square", new SchemeRequest(body).With("x-square-hmacsha256-signature", Placeholder), publicUrl: url);

    /// <summary>Adds <c>Token</c>: the values of the root members in the order of their names.</summary>
    public static SchemeRequest TBank(string json) => Sign("tbank", WithField(json, "Token"));

    /// <summary>Adds <c>signature_key</c>: three values and the secret.</summary>
    public static SchemeRequest Midtrans(string json) => Sign("midtrans", WithField(json, "signature_key"));

    /// <summary>An item of a notification, signed.</summary>
    public static JsonObject AdyenItem(string pspReference, int amount, string eventDate = "2026-11-21T12:00:00+01:00")
    {
        var item = new JsonObject
        {
            ["pspReference"] = pspReference,
            ["merchantAccountCode"] = "TestMerchant",
            ["merchantReference"] = "order-1",
            ["amount"] = new JsonObject { ["value"] = amount, ["currency"] = "EUR" },
            ["eventCode"] = "AUTHORISATION",
            ["eventDate"] = eventDate,
            ["success"] = "true",
            ["additionalData"] = new JsonObject { ["hmacSignature"] = Placeholder },
        };
        var signed = JsonNode.Parse(Sign("adyen", Adyen(item), HexSecret).Body)!;
        return signed["notificationItems"]![0]!["NotificationRequestItem"]!.DeepClone().AsObject();
    }

    /// <summary>A notification of signed items.</summary>
    public static SchemeRequest Adyen(params IEnumerable<JsonObject> items) => new(ReferenceJson.Write(
        new JsonObject
        {
            ["live"] = "false",
            ["notificationItems"] = new JsonArray(
                [.. items.Select(static item => new JsonObject { ["NotificationRequestItem"] = item.DeepClone() })]),
        },
        isSorted: false));

    /// <summary>A GET whose parameters are signed in the order of their names.</summary>
    public static SchemeRequest UnitPay(string method, params (string Name, string Value)[] parameters)
    {
        var query = parameters.Append((Name: "signature", Value: Placeholder))
            .Select(static parameter => $"{Uri.EscapeDataString($"params[{parameter.Name}]")}={Uri.EscapeDataString(parameter.Value)}");
        return Sign("unitpay", SchemeRequest.Get($"method={method}&{string.Join('&', query)}"));
    }

    /// <summary>Signs the URL, and the names and values of the form in order.</summary>
    public static SchemeRequest Twilio(string url, params (string Name, string Value)[] fields)
    {
        var body = string.Join('&', fields.Select(static field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        return Sign("twilio", new SchemeRequest(body, SchemeRequest.Form).With("X-Twilio-Signature", Placeholder), publicUrl: url);
    }

    /// <summary>Signs the id in the query, the request's id and the time.</summary>
    public static SchemeRequest MercadoPago(string body, string id, string requestId, DateTimeOffset time, string query = "") =>
        Sign("mercadopago", new SchemeRequest(body) { Query = $"data.id={id}{query}" }
            .With("x-request-id", requestId)
            .With("x-signature", $"ts={time.ToUnixTimeSeconds()},v1={Placeholder}"));

    /// <summary>HMAC-SHA256 of the body in a header, in hexadecimal, as most providers sign.</summary>
    public static SchemeRequest Body(string body, string header, string prefix = "", string mediaType = "application/json") =>
        new SchemeRequest(body, mediaType).With(
            header, prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(PresetSecret), Encoding.UTF8.GetBytes(body))));

#pragma warning disable CA5351 // Required by the providers.
    /// <summary>The MD5 digest of a text, in hexadecimal.</summary>
    public static string Md5(string content) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)));
#pragma warning restore CA5351

    /// <summary>Signs a request of a preset that has <see cref="Placeholder"/> in the place of its signature.</summary>
    public static SchemeRequest Sign(string preset, SchemeRequest request, string secret = PresetSecret, string? publicUrl = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var vector = request.ToVector(preset) with { Secret = secret, PublicUrl = publicUrl };
        var definition = SignatureSchemes.Find(preset)!.Definition!;
        using var signer = new ReferenceSigner(definition, vector);
        var inBody = definition["Signature"]!["From"]!.GetValue<string>().StartsWith("field:", StringComparison.Ordinal);
        var signed = SchemeRequest.Of(signer.Sign(new ReferenceRequest(vector, isRewritten: inBody)));
        return inBody ? signed : signed with { Body = request.Body, Query = vector.Query.Contains(Placeholder, StringComparison.Ordinal) ? signed.Query : request.Query };
    }

    private static SchemeRequest WithField(string json, string name)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body[name] = Placeholder;
        return new SchemeRequest(ReferenceJson.Write(body, isSorted: false));
    }
}
