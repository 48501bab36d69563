using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Providers;

/// <summary>The minimal configuration for a scheme: a route and a profile, without the secret.</summary>
public static class ProviderConfiguration
{
    /// <summary>The configuration of the merchant, with which each of them is combined.</summary>
    public const string Merchant = """
        {
          "ReverseProxy": { "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "http://10.0.0.5:9000/" } } } } }
        }
        """;

    /// <summary>Signed fields that keep events of a provider's test mode away.</summary>
    private static readonly Dictionary<string, (string Field, string Value)> _live = new()
    {
        ["bepaid"] = ("transaction.test", "false"),
        ["ecpay"] = ("SimulatePaid", "0"),
        ["stripe"] = ("livemode", "true"),
        ["unitpay"] = ("params[test]", "0"),
    };

    /// <summary>The profile's name, which is also the last part of the route's path.</summary>
    public static string NameOf(SignatureScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return scheme.Name.ToLowerInvariant();
    }

    /// <summary>The environment variable, or the file, that has the secret; null where there is none.</summary>
    public static string? SecretNameOf(SignatureScheme scheme) =>
        !scheme.NeedsKeys ? null : $"CallbackProfiles__{NameOf(scheme)}__Secrets__{(scheme.Definition?["Key"]?["IdFrom"] is null ? "k1" : "KEYID")}";

    /// <summary>Whether the profile keeps events of the provider's test mode away.</summary>
    public static bool RequiresLiveEvents(SignatureScheme scheme) => _live.ContainsKey(scheme.Name);

    /// <summary>The configuration's text.</summary>
    public static string Of(SignatureScheme scheme)
    {
        var name = NameOf(scheme);
        var isQuery = scheme.BodyFormats.HasFlag(BodyFormats.Query);
        var methods = scheme.BodyFormats == BodyFormats.Query ? "\"GET\"" : isQuery ? "\"POST\", \"GET\"" : "\"POST\"";
        var settings = string.Join(",\n      ", SettingsOf(scheme, name));
        return $$"""
            {
              "ReverseProxy": { "Routes": { "{{name}}": {
                "ClusterId": "shop",
                "Match": { "Path": "/callbacks/{{name}}", "Methods": [ {{methods}} ] },
                "Metadata": { "CallbackProfile": "{{name}}" }
              } } },
              "CallbackProfiles": {
                "{{name}}": {
                  {{settings}}
                }
              }
            }
            """;
    }

    private static IEnumerable<string> SettingsOf(SignatureScheme scheme, string name)
    {
        yield return $"\"Scheme\": {Quote(scheme.Name)}";
        if (scheme.SignsUrl)
        {
            yield return $"\"PublicUrl\": {Quote($"https://shop.example/callbacks/{name}")}";
        }

        if (!scheme.Parameters.IsEmpty)
        {
            yield return $"\"Parameters\": {{ {string.Join(", ", scheme.Parameters.Select(parameter => $"{Quote(parameter)}: {Quote(ValueOf(parameter, name))}"))} }}";
        }

        if (_live.TryGetValue(scheme.Name, out var live))
        {
            yield return $"\"Require\": {{ {Quote(live.Field)}: {Quote(live.Value)} }}";
        }

        if (!scheme.NeedsKeys)
        {
            yield return $"\"AllowedNetworks\": [\n        {string.Join(",\n        ", scheme.Networks.Chunk(3).Select(static row => string.Join(", ", row.Select(Quote))))}\n      ]";
        }
    }

    /// <summary>What stands for the merchant's own; the script is the last segment of the path that the provider calls.</summary>
    private static string ValueOf(string parameter, string name) => parameter == "script" ? name : $"your-{parameter.Replace('_', '-')}";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
