using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace EdgeGateway.Testing.Gateways;

/// <summary>The real program in a process of its own, which is killed when the test ends.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private const int MaxUnreadLines = 10_000;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    // Bounded, since nobody reads the lines of a program that runs for an hour.
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxUnreadLines) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _error = [];
    private int _openStreams = 2;

    private GatewayProcess(Process process) => _process = process;

    private static string Gateway => Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll");

    /// <summary>The lines of the standard output so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>The lines of the standard error so far.</summary>
    public IReadOnlyCollection<string> Error => _error;

    /// <summary>The process' id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the gateway's program.</summary>
    public static GatewayProcess Start(string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        StartThrough([], directory, environment, onOutput: null, arguments);

    /// <summary>Starts another program, by its assembly's file.</summary>
    public static GatewayProcess StartProgram(string assembly, string directory, params IEnumerable<string> arguments) =>
        StartCommand(["dotnet", "exec", assembly, .. arguments], directory, new Dictionary<string, string>(), onOutput: null);

    /// <summary>Starts the gateway's program as a terminal does: a shell's background jobs ignore SIGINT, and so do their children.</summary>
    public static GatewayProcess StartInForeground(
        string directory, Dictionary<string, string> environment, params IEnumerable<string> arguments) =>
        StartThrough(["env", "--default-signal=INT,TERM"], directory, environment, onOutput: null, arguments);

    /// <summary>Starts the gateway's program with another command.</summary>
    /// <param name="launcher">The command, which gets the program's command line as its last arguments.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="environment">Added to the environment.</param>
    /// <param name="onOutput">Receives each line of the output, which is then not kept; null: the output is kept.</param>
    /// <param name="arguments">Of the program.</param>
    public static GatewayProcess StartThrough(
        IEnumerable<string> launcher,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        Action<string>? onOutput,
        params IEnumerable<string> arguments) =>
        StartCommand([.. launcher, "dotnet", "exec", Gateway, .. arguments], directory, environment, onOutput);

    /// <summary>Starts the gateway's program and waits until it ends.</summary>
    public static async Task<GatewayProcess> RunAsync(
        string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var gateway = Start(directory, environment, arguments);
        await gateway.WaitForExitAsync();
        return gateway;
    }

    /// <summary>Waits for the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits for the next line that contains <paramref name="text"/>.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var limit = new CancellationTokenSource(_limit);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The exception below shows the output.
        }

        throw new TimeoutException($"No line with '{text}' in:\n{string.Join('\n', _output.Concat(_error))}");
    }

    /// <summary>The next address that it listens on.</summary>
    public async Task<Uri> WaitForAddressAsync()
    {
        const string listening = "Now listening on: ";
        var line = await WaitForLineAsync(listening);
        return new Uri(line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..].Split('"')[0].Trim());
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static GatewayProcess StartCommand(
        IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment, Action<string>? onOutput)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var gateway = new GatewayProcess(new Process { StartInfo = start });
        gateway._process.OutputDataReceived += (_, line) => gateway.Read(line.Data, onOutput ?? gateway._output.Enqueue);
        gateway._process.ErrorDataReceived += (_, line) => gateway.Read(line.Data, gateway._error.Enqueue);
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        return gateway;
    }

    private void Read(string? line, Action<string> keep)
    {
        if (line is not null)
        {
            keep(line);
            _lines.Writer.TryWrite(line);
        }
        else if (Interlocked.Decrement(ref _openStreams) == 0)
        {
            _lines.Writer.TryComplete();
        }
    }
}
