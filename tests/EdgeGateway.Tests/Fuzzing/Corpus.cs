using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Tests.Fuzzing;

/// <summary>The inputs that are mutated: the vectors, and the callbacks that providers document.</summary>
internal static class Corpus
{
    /// <summary>The vectors with their secrets and signatures.</summary>
    public static SignedCallback[] Signed { get; } = [.. ProviderVectors.All];

    /// <summary>Bodies in JSON without their signature. Some vectors are not JSON on purpose.</summary>
    public static byte[][] Unsigned { get; } = [.. Signed.Select(static vector => vector.Body).Concat(ReferenceProviders.All.Select(static provider => provider.Sample)).Select(WithoutSignature)];

    /// <summary>Bodies in JSON as they are sent.</summary>
    public static byte[][] Json { get; } = [.. Signed.Select(static vector => Encoding.UTF8.GetBytes(vector.Body)).Concat(Unsigned)];

    /// <summary>The same fields as forms.</summary>
    public static byte[][] Forms { get; } = [.. Unsigned.Select(static body => FormOf(body)).Where(static form => form.Length > 0)];

    private static byte[] WithoutSignature(string body)
    {
        if (Parse(body) is not { } fields)
        {
            return Encoding.UTF8.GetBytes(body);
        }

        fields.Remove("signature");
        return Encoding.UTF8.GetBytes(fields.ToJsonString());
    }

    private static byte[] FormOf(byte[] body)
    {
        var pairs = Parse(Encoding.UTF8.GetString(body))?.Select(static pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value?.ToString() ?? "")}");
        return Encoding.UTF8.GetBytes(string.Join('&', pairs ?? []));
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
