using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Demo;

/// <summary>
/// Signs as the providers document, in the simplest way that works for the demo's mostly flat bodies. It does not use the gateway's code,
/// so that the two check each other.
/// </summary>
internal static class DemoSigner
{
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the field <c>signature</c>: SHA-1 of <c>name:value;</c> pairs in order, and the secret.</summary>
    public static string SortedPairs(JsonObject body, string secret)
    {
        var pairs = body
            .Where(static field => field.Key != "signature")
            .Select(static field => (Name: field.Key, Value: field.Value!.ToString()))
            .Where(static pair => pair.Value.Trim().Length > 0)
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name.ToLowerInvariant()}:{pair.Value};");

#pragma warning disable CA5350 // Chosen by the providers.
        body["signature"] = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(pairs) + secret)));
#pragma warning restore CA5350
        return body.ToJsonString(_compact);
    }

    /// <summary>SHA-256, in hexadecimal, of the sorted compact JSON in base64, and the secret.</summary>
    public static string SortedJson(JsonObject body, string secret)
    {
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(Sorted(body).ToJsonString(_compact)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content + secret)));
    }

    /// <summary>A JWT for the invoice, valid for five minutes.</summary>
    public static string Token(string invoice, DateTimeOffset now, string secret)
    {
        var header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"id":"{{invoice}}","exp":{{now.AddMinutes(5).ToUnixTimeSeconds()}}}"""));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{claims}"));
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Stripe's header: the time, and HMAC-SHA256 of the time and the body.</summary>
    public static string Timed(JsonObject body, DateTimeOffset now, string secret)
    {
        var time = now.ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body.ToJsonString()}"));
        return $"t={time},v1={Convert.ToHexStringLower(signature)}";
    }

    /// <summary>Adds the signature to Adyen's only item: HMAC-SHA256 of eight fields, with a secret in hexadecimal digits.</summary>
    public static string AdyenItem(JsonObject body, string secret)
    {
        var item = body["notificationItems"]![0]!["NotificationRequestItem"]!;
        var content = string.Join(
            ':',
            item["pspReference"], item["originalReference"], item["merchantAccountCode"], item["merchantReference"],
            item["amount"]!["value"], item["amount"]!["currency"], item["eventCode"], item["success"]);
        item["additionalData"]!["hmacSignature"] =
            Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(secret), Encoding.UTF8.GetBytes(content)));
        return body.ToJsonString(_compact);
    }

    /// <summary>Adds the field <c>Token</c>: SHA-256 of the values, the secret among them as <c>Password</c>, in the order of their names.</summary>
    public static string SortedValues(JsonObject body, string secret)
    {
        var values = body
            .Select(static field => (Name: field.Key, Value: field.Value!.ToString()))
            .Append((Name: "Password", Value: secret))
            .OrderBy(static field => field.Name, StringComparer.Ordinal)
            .Select(static field => field.Value);
        body["Token"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(values))));
        return body.ToJsonString(_compact);
    }

    /// <summary>HMAC-SHA512 of the body, in base64.</summary>
    public static string Sha512(JsonObject body, string secret) =>
        Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body.ToJsonString())));

    private static JsonObject Sorted(JsonObject body) => new(
        body.OrderBy(static field => field.Key, StringComparer.Ordinal)
            .Select(static field => KeyValuePair.Create(
                field.Key, field.Value is JsonObject inner ? Sorted(inner) : field.Value?.DeepClone())));
}
