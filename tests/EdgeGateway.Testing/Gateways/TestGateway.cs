using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Hosting;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Testing.Gateways;

/// <summary>A gateway in the test's process.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-test-");
    private readonly WebApplication _app;

    private TestGateway(GatewayBuilder builder)
    {
        var file = Path.Combine(_directory.FullName, $"{builder.Name}.json");
        File.WriteAllText(file, builder.CreateSettings(_directory.FullName).ToJsonString());
        _app = GatewayHost.Create(new GatewayArguments([file], null), services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(Logs);
            builder.Apply(services);
        });
    }

    /// <summary>Sends to <see cref="Edge"/>.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Where callbacks are received.</summary>
    public Uri Edge { get; private set; } = null!;

    /// <summary>Where metrics and health are.</summary>
    public Uri Management { get; private set; } = null!;

    /// <summary>What it logged.</summary>
    public LogLines Logs { get; } = new();

    /// <summary>A gateway with the first six providers.</summary>
    /// <param name="merchant">The destination, or null for none.</param>
    /// <param name="profile">Added to every profile, as JSON.</param>
    /// <param name="ledger">Replaces the SQLite ledger.</param>
    /// <param name="time">The gateway's clock.</param>
    /// <param name="secret">The providers' secret; null: <see cref="ReferenceProvider.Secret"/>.</param>
    /// <param name="redis">The Redis server that keeps the ledger.</param>
    /// <param name="inbound">The section <c>Inbound</c>, as JSON.</param>
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
        Action<JsonObject>? settings = null)
    {
        var builder = new GatewayBuilder()
            .ForwardTo(merchant?.Address)
            .WithFirstProviders(profile is null ? null : JsonNode.Parse(profile)!.AsObject(), secret)
            .Configure(root => root["Inbound"] = inbound is null ? null : JsonNode.Parse(inbound));
        if (ledger is not null)
        {
            builder.UseLedger(ledger);
        }

        if (time is not null)
        {
            builder.UseTime(time);
        }

        if (redis is not null)
        {
            builder.UseRedis(redis.EndPoint);
        }

        if (services is not null)
        {
            builder.ConfigureServices(services);
        }

        if (settings is not null)
        {
            builder.Configure(settings);
        }

        return builder.StartAsync();
    }

    /// <summary>A request with a body and, if there is one, the headers of <paramref name="callback"/>.</summary>
    public static HttpRequestMessage Message(string path, string body, SchemeRequest? callback = null, string mediaType = "application/json")
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
        };
        foreach (var (name, value) in callback?.Headers ?? [])
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Sends a provider's callback.</summary>
    public Task<HttpResponseMessage> SendAsync(ReferenceProvider provider, SchemeRequest callback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(callback);
        return Client.SendAsync(Message(provider.Path, callback.Body, callback), cancellationToken);
    }

    /// <summary>The page of metrics.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        Client.GetStringAsync(new Uri(Management, "/metrics"), cancellationToken);

    /// <summary>Returns when the page of metrics has that text: a callback is counted after its answer was sent.</summary>
    public Task WaitForMetricAsync(string text, CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () => (await MetricsAsync(cancellationToken)).Contains(text, StringComparison.Ordinal), cancellationToken);

    /// <summary>Returns when that many attempts are counted, with everything that is counted with them.</summary>
    public Task WaitForAttemptsAsync(int count, CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () => (await MetricsAsync(cancellationToken)).Split('\n')
            .Where(static line => line.StartsWith("edgegateway_callbacks_total{", StringComparison.Ordinal))
            .Sum(static line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)) >= count,
        cancellationToken);

    /// <summary>Returns when that text is logged: the line of a callback is written after its answer was sent.</summary>
    public Task WaitForLogAsync(string text, CancellationToken cancellationToken) => Eventually.TrueAsync(
        () => Task.FromResult(Logs.All.Any(line => line.Text.Contains(text, StringComparison.Ordinal))), cancellationToken);

    /// <summary>Stops it; in-flight requests finish.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();

        // A file may appear while its directory is deleted.
        await Eventually.SucceedsAsync<IOException>(
            () =>
            {
                _directory.Delete(recursive: true);
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    internal static async Task<TestGateway> StartAsync(GatewayBuilder builder)
    {
        var gateway = new TestGateway(builder);
        await gateway._app.StartAsync();
        var addresses = gateway._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        gateway.Edge = new Uri(addresses.First());
        gateway.Management = new Uri(addresses.Last());
        gateway.Client.BaseAddress = gateway.Edge;
        return gateway;
    }
}
