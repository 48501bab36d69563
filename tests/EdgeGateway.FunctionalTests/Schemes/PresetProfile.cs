using System.Text.Json.Nodes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The profile for a vector.</summary>
internal static class PresetProfile
{
    /// <summary>The section <c>Inbound</c> that trusts a vector's <c>X-Forwarded-For</c> header.</summary>
    public const string TrustedProxy = """{"TrustedProxies":["127.0.0.0/8"]}""";

    /// <summary>The parameters that the preset does not use.</summary>
    private static readonly string[] _unused = ["merchantAccount"];

    public static JsonObject Of(PresetVector vector)
    {
        var profile = new JsonObject { ["Scheme"] = vector.Preset, ["SharedSecret"] = true };
        if (vector.Secret is not null)
        {
            profile["Secrets"] = new JsonObject { [vector.SecretId] = vector.Secret };
        }

        if (vector.SourceAddress is not null)
        {
            profile["AllowedNetworks"] = new JsonArray("185.71.76.0/27", "185.71.77.0/27", "77.75.153.0/25", "77.75.156.11/32", "77.75.156.35/32");
        }

        // A scheme that also accepts GET needs the parameter for GET, even if this vector is a POST.
        if (vector.PublicUrl is not null || vector.Preset == "cryptapi")
        {
            profile["PublicUrl"] = vector.PublicUrl ?? "https://shop.example/callbacks/cryptapi";
        }

        var parameters = vector.Parameters.RemoveRange(_unused);
        if (!parameters.IsEmpty)
        {
            profile["Parameters"] = new JsonObject(parameters.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return profile;
    }
}
