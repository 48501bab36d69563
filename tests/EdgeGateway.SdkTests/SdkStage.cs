using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.SdkTests;

/// <summary>Configures a gateway for generated callbacks, and sends them.</summary>
internal static class SdkStage
{
    /// <summary>Sends a callback; the body that the merchant received is null if there was no delivery.</summary>
    public static async Task<(int Status, byte[]? Body)> SendAsync(SchemeStage stage, SdkCallback callback)
    {
        var before = stage.Deliveries.Count;
        var query = callback.Query.Length == 0 ? "" : "?" + callback.Query;
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/{callback.Provider}{query}") { Content = new ByteArrayContent(callback.Body) };
        foreach (var (header, value) in callback.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header, value))
            {
                message.Content.Headers.TryAddWithoutValidation(header, value);
            }
        }

        using var response = await stage.Gateway.Client.SendAsync(message, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, stage.Deliveries.Count > before ? stage.Deliveries[^1].Body : null);
    }

    /// <summary>The profile for a provider's callbacks.</summary>
    public static JsonObject ProfileOf(CallbackGenerator generator, ImmutableArray<(string Id, string Value)> secrets)
    {
        var vector = generator.Provider.Vector;
        var profile = new JsonObject
        {
            ["Scheme"] = vector.Preset,
            ["Secrets"] = new JsonObject(secrets.Select(static secret => KeyValuePair.Create(secret.Id, (JsonNode?)secret.Value))),
            ["Parameters"] = new JsonObject(vector.Parameters
                .Where(static pair => pair.Key == "public_key").Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        if (vector.PublicUrl is not null)
        {
            profile["PublicUrl"] = vector.PublicUrl;
        }

        return profile;
    }
}
