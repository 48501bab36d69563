using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>The real program as a process of its own; killed with the test.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _error = [];

    private GatewayProcess(Process process) => _process = process;

    private static string Gateway => Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll");

    public IReadOnlyCollection<string> Output => _output;

    public IReadOnlyCollection<string> Error => _error;

    public int Id => _process.Id;

    public static GatewayProcess Start(string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start("dotnet", ["exec", Gateway], directory, environment, arguments);

    /// <summary>Another program, by its assembly's file.</summary>
    public static GatewayProcess StartProgram(string assembly, string directory, params IEnumerable<string> arguments) =>
        Start("dotnet", ["exec", assembly], directory, new Dictionary<string, string>(), arguments);

    /// <summary>As a terminal starts it: a shell's background jobs ignore SIGINT, and so does all that they start.</summary>
    public static GatewayProcess StartInForeground(
        string directory, Dictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start("env", ["--default-signal=INT,TERM", "dotnet", "exec", Gateway], directory, environment, arguments);

    private static GatewayProcess Start(
        string program, IEnumerable<string> prefix, string directory, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var argument in prefix.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var gateway = new GatewayProcess(new Process { StartInfo = start });
        gateway._process.OutputDataReceived += (_, line) => gateway.Keep(gateway._output, line.Data);
        gateway._process.ErrorDataReceived += (_, line) => gateway.Keep(gateway._error, line.Data);
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<GatewayProcess> RunAsync(
        string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var gateway = Start(directory, environment, arguments);
        await gateway.WaitForExitAsync();
        return gateway;
    }

    /// <summary>The exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>The next line, of those nobody waited for yet, that contains <paramref name="text"/>.</summary>
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
            // Told below with what there was.
        }

        throw new TimeoutException($"No line with '{text}' in:\n{string.Join('\n', _output.Concat(_error))}");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            _lines.Writer.TryWrite(line);
        }
    }
}
