using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Providers;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Gateways;

/// <summary>The real program at one address, with a log file. Lost settlements in its log are added to the history.</summary>
public sealed class GatewayNode : IAsyncDisposable
{
    private const string SettlementLost = "\"EventId\":1700";

    /// <summary>The shell turns writing a file beyond the size limit into an error instead of a signal that ends the process.</summary>
    private static readonly string[] _launcher = ["bash", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""];

    private readonly History _history;
    private readonly StreamWriter _log;
    private readonly ProcessGateway _gateway;

    /// <param name="name">The name in the history and of its files.</param>
    /// <param name="directory">The directory of its files; the caller deletes it.</param>
    /// <param name="builder">The rest of the configuration.</param>
    /// <param name="history">Receives lost settlements.</param>
    public GatewayNode(string name, string directory, GatewayBuilder builder, History history)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _history = history;
        _log = File.CreateText(Path.Combine(directory, $"{name}.log"));
        var port = LoopbackPort.Find();
        Address = new GatewayAddress(name, new Uri($"http://127.0.0.1:{port}/"));
        _gateway = builder
            .ListenOn(port)
            .In(directory, name)
            .LaunchWith([.. _launcher])
            .OnOutput(Read)
            .Configure(static settings => settings["Logging"] = JsonNode.Parse(
                """{"Console":{"FormatterName":"json"},"LogLevel":{"Default":"Error","EdgeGateway":"Warning","Microsoft.Hosting.Lifetime":"Information"}}"""))
            .CreateProcess();
    }

    /// <summary>Where it listens.</summary>
    public GatewayAddress Address { get; }

    /// <summary>The current process.</summary>
    public int ProcessId => _gateway.Process.Id;

    /// <summary>Returns when it listens.</summary>
    public Task StartAsync() => _gateway.StartAsync();

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public Task KillAsync() => _gateway.KillAsync();

    /// <summary>Tells it to stop, and returns when it has.</summary>
    public Task StopAsync() => _gateway.StopAsync();

    /// <summary>Replaces the configuration with another valid one.</summary>
    public void Reload(int maxBodyBytes)
    {
        var settings = _gateway.Settings.DeepClone();
        foreach (var (_, profile) in settings["CallbackProfiles"]!.AsObject())
        {
            profile!["MaxBodyBytes"] = maxBodyBytes;
        }

        _gateway.Replace(settings.ToJsonString());
    }

    /// <summary>Replaces the configuration with the first half of its text.</summary>
    public void Break()
    {
        var text = _gateway.Settings.ToJsonString();
        _gateway.Replace(text[..(text.Length / 2)]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _log.DisposeAsync();
    }

    private void Read(string line)
    {
        _log.WriteLine($"{TimeProvider.System.GetUtcNow():O} {line}");
        if (line.Contains(SettlementLost, StringComparison.Ordinal))
        {
            var key = JsonNode.Parse(line)!["State"]!["Key"]!.ToString();
            _history.Add(at => new HistoryEvent.SettlementLost(at, key));
        }
    }
}
