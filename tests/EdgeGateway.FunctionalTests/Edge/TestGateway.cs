using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Demo;
using EdgeGateway.Hosting;
using EdgeGateway.Testing.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A real gateway on free ports with the embedded ledger, in the test's process.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-test-");
    private WebApplication _app = null!;

    private TestGateway()
    {
    }

    public HttpClient Client { get; private set; } = null!;

    public Uri Edge { get; private set; } = null!;

    public Uri Management { get; private set; } = null!;

    public LogLines Logs { get; } = new();

    /// <summary>A gateway in front of whatever listens there.</summary>
    public static Task<TestGateway> StartBeforeAsync(Uri merchant) => StartCoreAsync(merchant, null, null, null, null, null, null, null, null);

    /// <summary>The same with a profile, a clock and a secret, and with <paramref name="configureServices"/> having the last word.</summary>
    public static Task<TestGateway> StartBeforeAsync(
        Uri merchant, string profile, TimeProvider time, string secret, Action<IServiceCollection> configureServices) =>
        StartCoreAsync(merchant, profile, null, time, secret, null, null, configureServices, null);

    /// <param name="merchant">The destination, or null for none.</param>
    /// <param name="profile">Added to every profile, as JSON.</param>
    /// <param name="ledger">Takes the embedded one's place.</param>
    /// <param name="time">The gateway's clock.</param>
    /// <param name="secret">The providers' secret where it is not the demo's.</param>
    /// <param name="redis">A Redis server that keeps the ledger.</param>
    /// <param name="inbound">The section of that name, as JSON.</param>
    /// <param name="services">Changes the gateway's services.</param>
    /// <param name="settings">Changes the whole configuration.</param>
    public static Task<TestGateway> StartAsync(
        TestMerchant? merchant,
        string? profile = null,
        ICallbackLedger? ledger = null,
        TimeProvider? time = null,
        string? secret = null,
        RedisServer? redis = null,
        string? inbound = null,
        Action<IServiceCollection>? services = null,
        Action<JsonObject>? settings = null) =>
        StartCoreAsync(merchant?.Address, profile, ledger, time, secret, redis, inbound, services, settings);

    /// <summary>Sends a provider's callback.</summary>
    public Task<HttpResponseMessage> SendAsync(DemoProvider provider, DemoRequest callback, CancellationToken cancellationToken) =>
        Client.SendAsync(Message(provider.Path, callback.Body, callback), cancellationToken);

    public static HttpRequestMessage Message(string path, string body, DemoRequest? signed = null, string mediaType = "application/json")
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
        };
        if (signed?.Header is { } header)
        {
            message.Headers.TryAddWithoutValidation(header, signed.HeaderValue);
        }

        return message;
    }

    /// <summary>The page of metrics.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        Client.GetStringAsync(new Uri(Management, "/metrics"), cancellationToken);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static async Task<TestGateway> StartCoreAsync(
        Uri? merchant, string? profile, ICallbackLedger? ledger, TimeProvider? time, string? secret, RedisServer? redis, string? inbound,
        Action<IServiceCollection>? configure, Action<JsonObject>? change)
    {
        var gateway = new TestGateway();
        var directory = gateway._directory.FullName;
        var section = new JsonObject
        {
            ["Timeout"] = "00:00:01",
            ["Store"] = redis is null ? "Sqlite" : "Redis",
            ["Sqlite"] = new JsonObject { ["Path"] = Path.Combine(directory, "ledger.db") },
            ["Redis"] = new JsonObject { ["Configuration"] = redis?.EndPoint ?? "127.0.0.1:6379" },
        };
        var file = Path.Combine(directory, "gateway.json");
        var settings = GatewaySettings.Create(merchant, section, profile is null ? null : JsonNode.Parse(profile)!.AsObject(), secret);
        settings["Inbound"] = inbound is null ? null : JsonNode.Parse(inbound);
        change?.Invoke(settings);
        await File.WriteAllTextAsync(file, settings.ToJsonString());

        gateway._app = GatewayHost.Create(new GatewayArguments([file], null), services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(gateway.Logs);
            if (ledger is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(ledger));
            }

            if (time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(time));
            }

            configure?.Invoke(services);
        });
        await gateway._app.StartAsync();
        var addresses = gateway._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        gateway.Edge = new Uri(addresses.First());
        gateway.Management = new Uri(addresses.Last());
        gateway.Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = gateway.Edge };
        return gateway;
    }
}
