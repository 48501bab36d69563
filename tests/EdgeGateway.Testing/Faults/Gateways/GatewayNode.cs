using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Providers;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Gateways;

/// <summary>The real program as a process that can be killed, stopped, started again at the same address and reconfigured.</summary>
public sealed class GatewayNode : IAsyncDisposable
{
    private const string SettlementLost = "\"EventId\":1700";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly string _directory;
    private readonly History _history;
    private readonly FaultSettings _settings;
    private readonly StreamWriter _log;
    private Process? _process;

    /// <param name="name">In the history.</param>
    /// <param name="directory">Where its configuration is; somebody else's to remove.</param>
    /// <param name="settings">But for the port.</param>
    /// <param name="history">Where it is written down what it logs.</param>
    public GatewayNode(string name, string directory, FaultSettings settings, History history)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _directory = directory;
        _history = history;
        _log = File.CreateText(Path.Combine(directory, $"{name}.log"));
        var port = LoopbackPort.Find();
        _settings = settings with { Port = port };
        Address = new GatewayAddress(name, new Uri($"http://127.0.0.1:{port}/"));
        Write(_settings.ToString());
    }

    /// <summary>Where it listens.</summary>
    public GatewayAddress Address { get; }

    /// <summary>The process that runs now.</summary>
    public int ProcessId => _process!.Id;

    private string ConfigFile => Path.Combine(_directory, $"{Address.Name}.json");

    /// <summary>Returns when it listens.</summary>
    public async Task StartAsync()
    {
        // The shell makes a file that may not grow an error instead of a death; it is gone with exec.
        const string command = "trap '' XFSZ; exec dotnet exec \"$0\" run --config \"$1\"";
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", ["-c", command, Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll"), ConfigFile])
            {
                WorkingDirectory = _directory,
                RedirectStandardOutput = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.Start();
        _process.BeginOutputReadLine();
        await listening.Task.WaitAsync(_limit);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await ExitAsync();
        }
    }

    /// <summary>Tells it to stop, and returns when it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await ExitAsync();
    }

    /// <summary>Puts a valid configuration, that differs in something, in the place of the present one.</summary>
    public void Reload(int maxBodyBytes) => Write((_settings with { MaxBodyBytes = maxBodyBytes }).ToString());

    /// <summary>Puts half of a configuration in the place of the present one.</summary>
    public void Break()
    {
        var text = _settings.ToString();
        Write(text[..(text.Length / 2)]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _log.DisposeAsync();
    }

    private void Write(string text)
    {
        File.WriteAllText(ConfigFile + ".new", text);
        File.Move(ConfigFile + ".new", ConfigFile, overwrite: true);
    }

    private void Read(string? line, TaskCompletionSource listening)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException("The gateway did not start."));
            return;
        }

        _log.WriteLine($"{TimeProvider.System.GetUtcNow():O} {line}");
        if (line.Contains("Now listening on", StringComparison.Ordinal))
        {
            listening.TrySetResult();
        }
        else if (line.Contains(SettlementLost, StringComparison.Ordinal))
        {
            var key = JsonNode.Parse(line)!["State"]!["Key"]!.ToString();
            _history.Add(at => new HistoryEvent.SettlementLost(at, key));
        }
    }

    private async Task ExitAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        await _process!.WaitForExitAsync(limit.Token);
        _process.Dispose();
        _process = null;
    }
}
