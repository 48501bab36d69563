using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>A straightforward verifier with documents, dictionaries and strings. Correct for the documented callbacks.</summary>
internal static class NaiveVerifier
{
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Verify(SignedBody body)
    {
        if (body.Format == BodyFormats.Form)
        {
            return VerifyForm(Encoding.UTF8.GetString(body.Bytes));
        }

        using var json = JsonDocument.Parse(body.Bytes);
        if (body.Scheme == SignatureSchemes.CryptoCloud)
        {
            return VerifyToken(json.RootElement);
        }

        return body.Header is null
            ? VerifyPairs(json.RootElement)
            : VerifySortedJson(json.RootElement, body.Header.Replace("Bearer ", "", StringComparison.Ordinal));
    }

    private static bool VerifyForm(string body)
    {
        var form = QueryHelpers.ParseQuery(body);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form)
        {
            if (name != "signature" && value.ToString().Trim().Length > 0)
            {
                fields.Add(name, value.ToString());
            }
        }

        return SignatureOf(fields) == form["signature"];
    }

    private static bool VerifyPairs(JsonElement root)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in root.EnumerateObject())
        {
            if (field.Name != "signature" && field.Value.ToString().Trim().Length > 0)
            {
                fields.Add(field.Name, field.Value.ToString());
            }
        }

        return SignatureOf(fields) == root.GetProperty("signature").GetString();
    }

    private static string SignatureOf(SortedDictionary<string, string> fields)
    {
        var joined = string.Join(';', fields.Select(static field => $"{field.Key.ToLowerInvariant()}:{field.Value}")) + ";";
#pragma warning disable CA5350 // Required by the providers.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(joined + ReferenceProvider.Secret)));
#pragma warning restore CA5350
    }

    private static bool VerifySortedJson(JsonElement root, string signature)
    {
        var sorted = JsonSerializer.Serialize(Sorted(root), _compact);
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(sorted)) + ReferenceProvider.Secret;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))) == signature;
    }

    private static SortedDictionary<string, object> Sorted(JsonElement element)
    {
        var fields = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.String || field.Value.GetString()!.Length > 0)
            {
                fields.Add(field.Name, field.Value.ValueKind == JsonValueKind.Object ? Sorted(field.Value) : field.Value);
            }
        }

        return fields;
    }

    private static bool VerifyToken(JsonElement root)
    {
        var parts = root.GetProperty("token").GetString()!.Split('.');
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(ReferenceProvider.Secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return header.RootElement.GetProperty("alg").GetString() == "HS256"
            && Base64Url.EncodeToString(signature) == parts[2]
            && claims.RootElement.GetProperty("exp").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
            && claims.RootElement.GetProperty("id").GetString() == root.GetProperty("invoice_id").GetString();
    }
}
