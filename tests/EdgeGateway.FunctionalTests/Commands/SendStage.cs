using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.FunctionalTests.Schemes;
using EdgeGateway.Requests;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Vectors;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

/// <summary>A gateway with a profile for each scheme that can be signed, and a merchant that acknowledges as each provider expects.</summary>
public sealed class SendStage : IAsyncLifetime
{
    /// <summary>The secret of the schemes that have no vectors of their own.</summary>
    public const string Secret = "a-secret-of-tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("send");
    private TestMerchant _merchant = null!;
    private TestGateway _gateway = null!;

    internal TestMerchant Merchant => _merchant;

    public async ValueTask InitializeAsync()
    {
        _merchant = await TestMerchant.StartNewAsync();
        _merchant.Answer = AcknowledgeAsync;
        _gateway = await TestGateway.StartAsync(_merchant, settings: Configure);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    public Uri UrlOf(string scheme) => new(_gateway.Edge, $"/callbacks/{scheme}");

    /// <summary>The options that name a scheme with its secret and settings.</summary>
    public IEnumerable<string> OptionsOf(string scheme)
    {
        var vector = VectorOf(scheme);
        var secret = Path.Combine(_directory.FullName, scheme);
        File.WriteAllText(secret, vector?.Secret ?? Secret);
        return
        [
            "--scheme", scheme, "--secret-file", secret,
            .. vector?.PublicUrl is { } url ? ["--public-url", url] : Array.Empty<string>(),
            .. vector?.Parameters.SelectMany(static pair => new[] { "--parameter", $"{pair.Key}={pair.Value}" }) ?? [],
        ];
    }

    /// <summary>Answers with the shortest acknowledgement of the scheme that verified the callback.</summary>
    private static async Task AcknowledgeAsync(HttpContext context)
    {
        var scheme = SignatureSchemes.Find(context.Request.Headers["Callback-Verified"].ToString().Split(';')[0])!;
        var answer = scheme.Acknowledgement.ShortestAnswer(200);
        context.Response.ContentType = answer.ContentType;
        await context.Response.BodyWriter.WriteAsync(
            scheme.Name == "robokassa" ? System.Text.Encoding.UTF8.GetBytes($"OK{context.Request.Headers["Callback-Key"].ToString().Split('/')[^1]}") : answer.Body);
    }

    private static PresetVector? VectorOf(string scheme) =>
        PresetVectors.All.FirstOrDefault(vector => vector.Preset == scheme && vector.Name == "genuine");

    private static void Configure(JsonObject settings)
    {
        var profiles = new JsonObject();
        var routes = new JsonObject();
        foreach (var scheme in SampleRequests.Names)
        {
            profiles[scheme] = VectorOf(scheme) is { } vector
                ? PresetProfile.Of(vector with { SecretId = "k1" })
                : new JsonObject { ["Scheme"] = scheme, ["SharedSecret"] = true, ["Secrets"] = new JsonObject { ["k1"] = Secret } };
            routes[scheme] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = $"/callbacks/{scheme}", ["Methods"] = new JsonArray("POST", "GET") },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = scheme },
            };
        }

        settings["CallbackProfiles"] = profiles;
        settings["ReverseProxy"]!["Routes"] = routes;
    }
}
