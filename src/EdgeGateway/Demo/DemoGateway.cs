using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Hosting;
using EdgeGateway.Logging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeGateway.Demo;

/// <summary>The real gateway, with its own configuration file and ledger in a temporary directory.</summary>
internal sealed class DemoGateway(DemoLog log) : IAsyncDisposable
{
    /// <summary>How long to wait for requests in flight when the demo is stopped.</summary>
    private static readonly TimeSpan _stopLimit = TimeSpan.FromMilliseconds(500);

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-demo-");
    private WebApplication? _app;

    /// <summary>Where providers send their callbacks.</summary>
    public Uri Edge { get; private set; } = null!;

    /// <summary>The management endpoint.</summary>
    public Uri Management { get; private set; } = null!;

    /// <summary>The configuration file.</summary>
    public string ConfigFile => Path.Combine(_directory.FullName, "gateway.json");

    public async Task StartAsync(Uri merchant, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(ConfigFile, Configuration(merchant).ToJsonString(_indented), cancellationToken);
        _app = GatewayHost.Create(
            new GatewayArguments([ConfigFile], SecretsDirectory: null, ReadsEnvironment: false), services => services.AddSingleton<ILoggerProvider>(log));
        await _app.StartAsync(cancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Edge = new Uri(addresses.First());
        Management = new Uri(addresses.Last());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            using var limit = new CancellationTokenSource(_stopLimit);
            await _app.StopAsync(limit.Token);
            await _app.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private JsonObject Configuration(Uri merchant)
    {
        var routes = new JsonObject();
        var profiles = new JsonObject();
        var schemes = new JsonObject();
        foreach (var provider in DemoProviders.All)
        {
            routes[provider.Scheme] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = provider.Path, ["Methods"] = new JsonArray("POST") },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = provider.Scheme },
            };
            profiles[provider.Scheme] = new JsonObject
            {
                ["Scheme"] = provider.Scheme,
                ["Secrets"] = new JsonObject { ["k1"] = DemoProvider.Secret },
            };
            if (provider.Definition is { } definition)
            {
                schemes[provider.Scheme] = JsonNode.Parse(definition);
            }
        }

        return new JsonObject
        {
            ["Logging"] = new JsonObject
            {
                ["LogLevel"] = new JsonObject { ["Default"] = "None", [CallbackLogLevel.Category] = "Debug" },
                ["Console"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = "None" } },
            },
            ["Kestrel"] = new JsonObject
            {
                ["Endpoints"] = new JsonObject
                {
                    [nameof(Edge)] = new JsonObject { ["Url"] = "http://127.0.0.1:0" },
                    [nameof(Management)] = new JsonObject { ["Url"] = "http://127.0.0.1:0" },
                },
            },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = new JsonObject
                {
                    ["shop"] = new JsonObject
                    {
                        ["Destinations"] = new JsonObject { ["shop-1"] = new JsonObject { ["Address"] = merchant.AbsoluteUri } },
                    },
                },
            },
            ["CallbackSchemes"] = schemes,
            ["CallbackProfiles"] = profiles,
            ["Shutdown"] = new JsonObject { ["DrainDelay"] = "00:00:00" },
            ["Ledger"] = new JsonObject { ["Sqlite"] = new JsonObject { ["Path"] = Path.Combine(_directory.FullName, "ledger.db") } },
        };
    }
}
