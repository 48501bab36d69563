using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Setup;

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

    private static readonly Uri _publicUrl = new("https://shop.example");

    /// <summary>The environment variable, or the file, that has the secret; null where there is none.</summary>
    public static string? SecretNameOf(SignatureScheme scheme) => ProviderProfile.SecretNameOf(scheme);

    /// <summary>Whether the profile keeps events of the provider's test mode away.</summary>
    public static bool RequiresLiveEvents(SignatureScheme scheme) => ProviderProfile.LiveEventsOf(scheme) is not null;

    /// <summary>The configuration's text.</summary>
    public static string Of(SignatureScheme scheme)
    {
        var name = ProviderProfile.NameOf(scheme);
        var needed = ProviderProfile.NeededBy(scheme, _publicUrl, parameter => ValueOf(parameter, name)).ToList();
        if (ProviderProfile.LiveEventsOf(scheme) is { } live)
        {
            needed.Insert(scheme.NeedsKeys ? needed.Count : needed.Count - 1, live);
        }

        return $$"""
            {
              "ReverseProxy": { "Routes": { "{{name}}": {
                "ClusterId": "shop",
                "Match": { "Path": "{{ProviderProfile.PathOf(scheme)}}", "Methods": {{ProviderProfile.MethodsOf(scheme)}} },
                "Metadata": { "CallbackProfile": "{{name}}" }
              } } },
              "CallbackProfiles": {
                "{{name}}": {
                  {{string.Join(",\n      ", needed)}}
                }
              }
            }
            """;
    }

    /// <summary>What stands for the merchant's own; the script is the last segment of the path that the provider calls.</summary>
    private static string ValueOf(string parameter, string name) => parameter == "script" ? name : $"your-{parameter.Replace('_', '-')}";
}
