using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Gateways;

/// <content>The configuration file.</content>
public sealed partial class GatewayBuilder
{
    private readonly JsonObject _routes = [];
    private readonly JsonObject _profiles = [];
    private readonly JsonObject _ledger = new() { ["Store"] = "Sqlite" };
    private readonly List<Action<JsonObject>> _changes = [];
    private Uri? _merchant;
    private int _port;

    /// <summary>Sets the only destination; null: there is none.</summary>
    public GatewayBuilder ForwardTo(Uri? merchant)
    {
        _merchant = merchant;
        return this;
    }

    /// <summary>Adds a route to the merchant; without a profile, it forwards everything.</summary>
    public GatewayBuilder WithRoute(string name, string path, string? profile = null, params string[] methods)
    {
        var match = new JsonObject { ["Path"] = path };
        if (methods.Length > 0)
        {
            match["Methods"] = new JsonArray([.. methods.Select(static method => JsonValue.Create(method))]);
        }

        var route = new JsonObject { ["ClusterId"] = "shop", ["Match"] = match };
        if (profile is not null)
        {
            route["Metadata"] = new JsonObject { ["CallbackProfile"] = profile };
        }

        _routes[name] = route;
        return this;
    }

    /// <summary>Adds a profile, and a route for its callbacks.</summary>
    public GatewayBuilder WithProfile(string name, JsonObject profile, string path, params string[] methods)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _profiles[name] = profile.DeepClone();
        return WithRoute(name, path, name, methods);
    }

    /// <summary>Adds a profile and a route for each of the first six providers, and a route without a profile.</summary>
    /// <param name="profile">Added to each profile.</param>
    /// <param name="secret">The providers' secret; null: <see cref="ReferenceProvider.Secret"/>.</param>
    public GatewayBuilder WithFirstProviders(JsonObject? profile = null, string? secret = null)
    {
        foreach (var provider in ReferenceProviders.All)
        {
            var settings = new JsonObject
            {
                ["Scheme"] = provider.Scheme,
                ["Secrets"] = new JsonObject { ["old"] = ReferenceProvider.OldSecret, ["k1"] = secret ?? ReferenceProvider.Secret },
            };
            foreach (var (name, value) in profile ?? [])
            {
                settings[name] = value?.DeepClone();
            }

            WithProfile(provider.Scheme, settings, provider.Path, "POST");
        }

        return WithRoute("plain", "/plain/{**rest}");
    }

    /// <summary>Keeps the ledger in that file.</summary>
    public GatewayBuilder UseSqlite(string path)
    {
        _ledger["Sqlite"] = new JsonObject { ["Path"] = path };
        return UseStore("Sqlite");
    }

    /// <summary>Keeps the ledger in Redis.</summary>
    public GatewayBuilder UseRedis(string configuration)
    {
        _ledger["Redis"] = new JsonObject { ["Configuration"] = configuration };
        _ledger["Timeout"] ??= "00:00:02";
        return UseStore("Redis");
    }

    /// <summary>Keeps the ledger in memory.</summary>
    public GatewayBuilder UseMemory() => UseStore("Memory");

    /// <summary>
    /// Limits the time of a ledger operation. Otherwise a file has 10 s, because the disk of a busy machine is slow; Redis, which tests take
    /// away, 2 s; and a test's own ledger, which may never answer, 1 s.
    /// </summary>
    public GatewayBuilder WithLedgerTimeout(TimeSpan timeout)
    {
        _ledger["Timeout"] = timeout.ToString();
        return this;
    }

    /// <summary>Changes the whole configuration, after the other settings.</summary>
    public GatewayBuilder Configure(Action<JsonObject> change)
    {
        _changes.Add(change);
        return this;
    }

    /// <summary>Listens for callbacks on that port.</summary>
    public GatewayBuilder ListenOn(int port)
    {
        _port = port;
        return this;
    }

    /// <summary>The configuration of a gateway that keeps its files in that directory.</summary>
    internal JsonObject CreateSettings(string directory)
    {
        _ledger["Timeout"] ??= "00:00:10";
        _ledger["Sqlite"] ??= new JsonObject { ["Path"] = Path.Combine(directory, "ledger.db") };
        var destinations = new JsonObject();
        if (_merchant is not null)
        {
            destinations["shop-1"] = new JsonObject { ["Address"] = _merchant.AbsoluteUri };
        }

        var settings = new JsonObject
        {
            ["Logging"] = JsonNode.Parse("""{"LogLevel":{"Default":"Warning","EdgeGateway":"Debug"}}"""),
            ["Kestrel"] = new JsonObject { ["Endpoints"] = new JsonObject { ["Edge"] = Endpoint(_port), ["Management"] = Endpoint(0) } },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = _routes.DeepClone(),
                ["Clusters"] = new JsonObject { ["shop"] = new JsonObject { ["Destinations"] = destinations } },
            },
            ["CallbackProfiles"] = _profiles.DeepClone(),
            ["Ledger"] = _ledger.DeepClone(),
            ["Shutdown"] = new JsonObject { ["DrainDelay"] = "00:00:00" },
        };
        _changes.ForEach(change => change(settings));
        return settings;
    }

    private static JsonObject Endpoint(int port) => new() { ["Url"] = $"http://127.0.0.1:{port}" };

    private GatewayBuilder UseStore(string store)
    {
        _ledger["Store"] = store;
        return this;
    }
}
