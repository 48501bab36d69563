using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace EdgeGateway.Testing.Redis;

/// <summary>
/// A real <c>redis-server</c> on a free port of 127.0.0.1 with its own directory, which is kept over restarts. Fails to start without the
/// binary, so that tests that need it do not pass.
/// </summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("redis-");
    private string[] _arguments;
    private string[] _authentication = [];
    private string? _configuration;
    private Process? _process;

    /// <summary>A single server that writes to the disk before it responds.</summary>
    public RedisServer()
        : this("--appendonly", "yes", "--appendfsync", "always")
    {
    }

    internal RedisServer(params string[] arguments) => _arguments = arguments;

    /// <summary>A server with a configuration file, except for its address and directory.</summary>
    public static RedisServer With(string configuration) => new() { _configuration = configuration, _arguments = [] };

    /// <summary>The same, with a second file that sets a password.</summary>
    /// <param name="configuration">The configuration file.</param>
    /// <param name="included">The file with <c>requirepass</c>.</param>
    /// <param name="password">The password in it, which <see cref="CommandAsync"/> uses.</param>
    public static RedisServer With(string configuration, string included, string password) =>
        new() { _configuration = configuration, _arguments = ["--include", included], _authentication = ["-a", password, "--no-auth-warning"] };

    /// <summary>A server without persistence, for measurements without the disk.</summary>
    public static RedisServer WithoutFile() => new("--appendonly", "no");

    /// <summary>The port, which stays the same after restarts.</summary>
    public int Port { get; } = LoopbackPort.Find();

    /// <summary>What a client connects to.</summary>
    public string EndPoint => $"127.0.0.1:{Port}";

    /// <summary>User and system time of the server's process.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            var process = _process ?? throw new InvalidOperationException("The server does not run.");
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Returns when the server answers.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server",
        [
            .. _configuration is null ? (string[])[] : [_configuration],
            "--port", Port.ToString(CultureInfo.InvariantCulture),
            "--bind", "127.0.0.1",
            "--dir", _directory.FullName,
            "--logfile", "redis.log",
            "--save", "",
            "--enable-debug-command", "yes",
            .. _arguments,
        ])) ?? throw new InvalidOperationException("redis-server did not start.");

        await Eventually.TrueAsync(
            async () => !_process.HasExited ? await CommandAsync("PING") == "PONG" : throw new InvalidOperationException("redis-server ended."),
            CancellationToken.None);
    }

    /// <summary>Stops it as an operator does.</summary>
    public async Task StopAsync()
    {
        await CommandAsync("SHUTDOWN", "NOSAVE");
        await ExitAsync();
    }

    /// <summary>Kills it.</summary>
    public async Task KillAsync()
    {
        _process?.Kill();
        await ExitAsync();
    }

    /// <summary>Makes the server unresponsive for a while; its sockets stay open.</summary>
    public Task PauseAsync(TimeSpan duration) =>
        CommandAsync("DEBUG", "SLEEP", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes the server unresponsive until <see cref="ResumeAsync"/>; its sockets stay open.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    /// <summary>Continues it.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>What <c>redis-cli</c> prints for a command.</summary>
    public Task<string> CommandAsync(params IEnumerable<string> command) =>
        RedisCommand.RunAsync(["-p", Port.ToString(CultureInfo.InvariantCulture), .. _authentication, .. command]);

    /// <summary>Returns when the server's clock has advanced.</summary>
    public async Task ElapseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var until = await TimeAsync() + duration;
        for (var left = duration; left >= TimeSpan.Zero; left = until - await TimeAsync())
        {
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    private async Task<TimeSpan> TimeAsync()
    {
        var time = (await CommandAsync("TIME")).Split('\n');
        return TimeSpan.FromSeconds(long.Parse(time[0], CultureInfo.InvariantCulture)) +
            TimeSpan.FromMicroseconds(long.Parse(time[1], CultureInfo.InvariantCulture));
    }

    private async Task SignalAsync(string signal)
    {
        var id = _process?.Id ?? throw new InvalidOperationException("The server does not run.");
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task ExitAsync()
    {
        if (_process is { } process)
        {
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }
}
