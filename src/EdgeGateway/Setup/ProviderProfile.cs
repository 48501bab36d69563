using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Setup;

/// <summary>The least that a configuration needs for a provider: a route and a profile, without the secret.</summary>
internal static class ProviderProfile
{
    /// <summary>Signed fields that keep events of a provider's test mode away.</summary>
    private static readonly Dictionary<string, (string Field, string Value)> _live = new()
    {
        ["bepaid"] = ("transaction.test", "false"),
        ["ecpay"] = ("SimulatePaid", "0"),
        ["stripe"] = ("livemode", "true"),
        ["unitpay"] = ("params[test]", "0"),
    };

    /// <summary>The profile's name, which is also the last part of the route's path.</summary>
    public static string NameOf(SignatureScheme scheme) => scheme.Name.ToLowerInvariant();

    /// <summary>The path of the route.</summary>
    public static string PathOf(SignatureScheme scheme) => $"/callbacks/{NameOf(scheme)}";

    /// <summary>The environment variable, or the file, that has the secret; null if there is none.</summary>
    public static string? SecretNameOf(SignatureScheme scheme) =>
        !scheme.NeedsKeys ? null : $"CallbackProfiles__{NameOf(scheme)}__Secrets__{(NamesItsKey(scheme) ? "KEYID" : "k1")}";

    /// <summary>Whether callbacks name the key, so that its id is the provider's and not the operator's choice.</summary>
    public static bool NamesItsKey(SignatureScheme scheme) => scheme.Definition?["Key"]?["IdFrom"] is not null;

    /// <summary>The methods that the route takes, as JSON.</summary>
    public static string MethodsOf(SignatureScheme scheme) => scheme.BodyFormats switch
    {
        BodyFormats.Query => "[ \"GET\" ]",
        var formats when formats.HasFlag(BodyFormats.Query) => "[ \"POST\", \"GET\" ]",
        _ => "[ \"POST\" ]",
    };

    /// <summary>The setting that keeps events of the provider's test mode away; null if the scheme has none.</summary>
    public static string? LiveEventsOf(SignatureScheme scheme) =>
        _live.TryGetValue(scheme.Name, out var live) ? $"\"Require\": {{ {Quote(live.Field)}: {Quote(live.Value)} }}" : null;

    /// <summary>The timeout that lets the merchant's answer arrive before the provider gives up; null if the default does.</summary>
    public static string? TimeoutOf(SignatureScheme scheme)
    {
        if (scheme.ProviderTimeout is not { } wait || wait > TimeSpan.FromSeconds(30))
        {
            return null;
        }

        var timeout = wait > TimeSpan.FromSeconds(2) ? wait - TimeSpan.FromSeconds(1) : wait / 2;
        return $"\"MerchantTimeout\": \"{timeout:c}\"";
    }

    /// <summary>The settings that the scheme cannot do without, as JSON.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="publicUrl">The address of the gateway at the provider.</param>
    /// <param name="parameters">The values of the scheme's parameters.</param>
    public static IEnumerable<string> NeededBy(SignatureScheme scheme, Uri publicUrl, Func<string, string> parameters)
    {
        yield return $"\"Scheme\": {Quote(scheme.Name)}";
        if (scheme.SignsUrl)
        {
            yield return $"\"PublicUrl\": {Quote(new Uri(publicUrl, PathOf(scheme)).AbsoluteUri)}";
        }

        if (!scheme.Parameters.IsEmpty)
        {
            yield return $"\"Parameters\": {{ {string.Join(", ", scheme.Parameters.Select(parameter => $"{Quote(parameter)}: {Quote(parameters(parameter))}"))} }}";
        }

        if (!scheme.NeedsKeys)
        {
            yield return $"\"AllowedNetworks\": [\n        {string.Join(",\n        ", scheme.Networks.Chunk(3).Select(static row => string.Join(", ", row.Select(Quote))))}\n      ]";
        }
    }

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
