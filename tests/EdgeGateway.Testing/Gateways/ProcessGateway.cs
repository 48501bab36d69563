using System.Text.Json.Nodes;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Gateways;

/// <summary>The real program. It can be killed, stopped, started again and configured anew.</summary>
public sealed class ProcessGateway : IAsyncDisposable
{
    private readonly GatewayBuilder _builder;
    private readonly string _directory;
    private readonly string _file;
    private GatewayProcess? _process;

    internal ProcessGateway(GatewayBuilder builder)
    {
        _builder = builder;
        _directory = builder.Directory ?? Directory.CreateTempSubdirectory("edge-").FullName;
        _file = Path.Combine(_directory, $"{builder.Name}.json");
        Settings = builder.CreateSettings(_directory);
        Replace(Settings.ToJsonString());
    }

    /// <summary>The process that was started last.</summary>
    public GatewayProcess Process => _process ?? throw new InvalidOperationException("The gateway was not started.");

    /// <summary>Sends to <see cref="Edge"/>.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The configuration as it was at first.</summary>
    public JsonObject Settings { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigurationPath => _file;

    /// <summary>The file of the SQLite ledger.</summary>
    public string LedgerPath => Settings["Ledger"]!["Sqlite"]!["Path"]!.GetValue<string>();

    /// <summary>Where callbacks are received.</summary>
    public Uri Edge { get; private set; } = null!;

    /// <summary>Where metrics and health are.</summary>
    public Uri Management { get; private set; } = null!;

    /// <summary>The program with the first six providers.</summary>
    /// <param name="merchant">The destination.</param>
    /// <param name="environment">Environment variables; they override the configuration file.</param>
    public static Task<ProcessGateway> StartAsync(TestMerchant merchant, params (string Name, string Value)[] environment)
    {
        ArgumentNullException.ThrowIfNull(merchant);
        return new GatewayBuilder().ForwardTo(merchant.Address).WithFirstProviders().WithEnvironment(environment).StartProcessAsync();
    }

    /// <summary>Starts it, also again after it ended. Returns when it listens.</summary>
    public async Task StartAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var variables = new Dictionary<string, string>(_builder.Environment);
        variables.TryAdd("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information");
        _process = GatewayProcess.StartThrough(_builder.Launcher, _directory, variables, _builder.OutputHandler, "run", "--config", _file);
        Edge = await _process.WaitForAddressAsync();
        Management = await _process.WaitForAddressAsync();
        Client.BaseAddress ??= Edge;
    }

    /// <summary>Sends a provider's callback.</summary>
    public Task<HttpResponseMessage> SendAsync(ReferenceProvider provider, SchemeRequest callback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(callback);
        return Client.SendAsync(TestGateway.Message(new Uri(Edge, provider.Path).AbsoluteUri, callback.Body, callback), cancellationToken);
    }

    /// <summary>The page of metrics.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        Client.GetStringAsync(new Uri(Management, "/metrics"), cancellationToken);

    /// <summary>Replaces the configuration file in one step.</summary>
    public void Replace(string text)
    {
        File.WriteAllText(_file + ".new", text);
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Tells it to stop, as a container engine does.</summary>
    public Task TerminateAsync() => Process.SignalAsync("TERM");

    /// <summary>Tells it to stop, and returns when it has.</summary>
    public async Task StopAsync()
    {
        await TerminateAsync();
        await Process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_builder.Directory is null)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
