using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Signs as providers do, in the plainest way and without the gateway's own code.</summary>
internal static class ProviderSigner
{
    public const string Secret = "a-secret-of-tests";

    /// <summary>The same in hexadecimal, as Adyen writes its keys.</summary>
    public const string HexSecret = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SchemeRequest Stripe(string body, DateTimeOffset time, string header = "Stripe-Signature") =>
        new SchemeRequest(body).With(
            header, $"t={time.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(Hmac($"{time.ToUnixTimeSeconds()}.{body}"))}");

    public static SchemeRequest Shopify(string body, string id, string topic = "orders/paid") =>
        new SchemeRequest(body)
            .With("X-Shopify-Hmac-Sha256", Convert.ToBase64String(Hmac(body)))
            .With("X-Shopify-Webhook-Id", id)
            .With("X-Shopify-Topic", topic);

    public static SchemeRequest Xendit(string body, string id) =>
        new SchemeRequest(body).With("x-callback-token", Secret).With("webhook-id", id);

    public static SchemeRequest Square(string body, string url) =>
        new SchemeRequest(body).With("x-square-hmacsha256-signature", Convert.ToBase64String(Hmac(url + body)));

    /// <summary>Adds <c>Token</c>: the values of the root members in the order of their names.</summary>
    public static SchemeRequest TBank(string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        var values = body
            .Where(static member => member.Value is null or JsonValue)
            .Select(static member => (member.Key, Value: member.Value?.ToString() ?? ""))
            .Append((Key: "Password", Value: Secret))
            .OrderBy(static member => member.Key, StringComparer.Ordinal);
        body["Token"] = Convert.ToHexStringLower(Sha256(string.Concat(values.Select(static member => member.Value))));
        return new SchemeRequest(body.ToJsonString(_compact));
    }

    /// <summary>Adds <c>signature_key</c>: three values and the secret.</summary>
    public static SchemeRequest Midtrans(string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        var content = $"{body["order_id"]}{body["status_code"]}{body["gross_amount"]}{Secret}";
        body["signature_key"] = Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(content)));
        return new SchemeRequest(body.ToJsonString(_compact));
    }

    /// <summary>An item of a notification, with its signature.</summary>
    public static JsonObject AdyenItem(string pspReference, int amount, string eventDate = "2026-11-21T12:00:00+01:00")
    {
        var content = $"{pspReference}::TestMerchant:order-1:{amount}:EUR:AUTHORISATION:true";
        var signature = HMACSHA256.HashData(Convert.FromHexString(HexSecret), Encoding.UTF8.GetBytes(content));
        return new JsonObject
        {
            ["pspReference"] = pspReference,
            ["merchantAccountCode"] = "TestMerchant",
            ["merchantReference"] = "order-1",
            ["amount"] = new JsonObject { ["value"] = amount, ["currency"] = "EUR" },
            ["eventCode"] = "AUTHORISATION",
            ["eventDate"] = eventDate,
            ["success"] = "true",
            ["additionalData"] = new JsonObject { ["hmacSignature"] = Convert.ToBase64String(signature) },
        };
    }

    public static SchemeRequest Adyen(params IEnumerable<JsonObject> items) => new(new JsonObject
    {
        ["live"] = "false",
        ["notificationItems"] = new JsonArray(
            [.. items.Select(static item => new JsonObject { ["NotificationRequestItem"] = item.DeepClone() })]),
    }.ToJsonString(_compact));

    /// <summary>A GET whose parameters are signed in the order of their names.</summary>
    public static SchemeRequest UnitPay(string method, params (string Name, string Value)[] parameters)
    {
        var values = parameters.OrderBy(static parameter => parameter.Name, StringComparer.Ordinal).Select(static parameter => parameter.Value);
        var signature = Convert.ToHexStringLower(Sha256(string.Join("{up}", [method, .. values, Secret])));
        var query = parameters.Append((Name: "signature", Value: signature))
            .Select(static parameter => $"{Uri.EscapeDataString($"params[{parameter.Name}]")}={Uri.EscapeDataString(parameter.Value)}");
        return SchemeRequest.Get($"method={method}&{string.Join('&', query)}");
    }

    /// <summary>The URL and the names and values of the form in order, as Twilio signs them.</summary>
    public static SchemeRequest Twilio(string url, params (string Name, string Value)[] fields)
    {
        var content = url + string.Concat(fields
            .Distinct()
            .OrderBy(static field => field.Name, StringComparer.Ordinal)
            .ThenBy(static field => field.Value, StringComparer.Ordinal)
            .Select(static field => field.Name + field.Value));
#pragma warning disable CA5350 // The provider's choice.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content)));
#pragma warning restore CA5350
        var body = string.Join('&', fields.Select(static field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        return new SchemeRequest(body, SchemeRequest.Form).With("X-Twilio-Signature", signature);
    }

    public static SchemeRequest MercadoPago(string body, string id, string requestId, DateTimeOffset time, string query = "")
    {
        var content = $"id:{id};request-id:{requestId};ts:{time.ToUnixTimeSeconds()};";
        return new SchemeRequest(body) { Query = $"data.id={id}{query}" }
            .With("x-request-id", requestId)
            .With("x-signature", $"ts={time.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(Hmac(content))}");
    }

    /// <summary>The digest of the body in a header, in hexadecimal, as most providers sign.</summary>
    public static SchemeRequest Body(string body, string header, string prefix = "", string mediaType = "application/json") =>
        new SchemeRequest(body, mediaType).With(header, prefix + Convert.ToHexStringLower(Hmac(body)));

#pragma warning disable CA5351 // The provider's choice.
    public static string Md5(string content) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)));
#pragma warning restore CA5351

    private static byte[] Hmac(string content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content));

    private static byte[] Sha256(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));
}
