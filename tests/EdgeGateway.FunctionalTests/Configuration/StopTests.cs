using System.Diagnostics;
using System.Text;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>Every command that runs until it is stopped ends on Ctrl+C and on SIGTERM, and leaves nothing behind.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    private readonly ConfigurationDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("INT", "health/ready", "demo", "--keep")]
    [InlineData("TERM", "health/ready", "demo", "--keep")]
    [InlineData("INT", "embedded ledger", "demo")]
    [InlineData("TERM", "embedded ledger", "demo")]
    [InlineData("INT", "merchant listening on", "merchant", "--url", "http://127.0.0.1:0")]
    [InlineData("TERM", "merchant listening on", "merchant", "--url", "http://127.0.0.1:0")]
    [InlineData("INT", "Application started", "run")]
    [InlineData("TERM", "Application started", "run")]
    public async Task A_command_ends_within_2_s_of_a_signal_and_cleans_up(string signal, string line, params string[] arguments)
    {
        _directory.Write("config/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        var temporary = Directory.CreateDirectory(Path.Combine(_directory.Path, "tmp")).FullName;
        var environment = new Dictionary<string, string> { ["TMPDIR"] = temporary };
        if (signal == "TERM")
        {
            // The time for load balancers to notice; Ctrl+C does not wait for it.
            environment["Shutdown__DrainDelay"] = "00:00:00";
        }

        var started = Stopwatch.GetTimestamp();
        await using var process = GatewayProcess.StartInForeground(_directory.Path, environment, arguments);
        await process.WaitForLineAsync(line);
        var starting = Stopwatch.GetElapsedTime(started);

        await process.SignalAsync(signal);
        var told = Stopwatch.GetTimestamp();
        await process.WaitForExitAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, LimitFor(starting));
        Assert.Empty(Directory.GetDirectories(temporary));
    }

    [Fact]
    public async Task An_endless_request_does_not_keep_the_demo_alive()
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = GatewayProcess.StartInForeground(_directory.Path, [], "merchant", "--url", "http://127.0.0.1:0");
        var address = new Uri((await process.WaitForLineAsync("merchant listening on: ")).Split(": ")[1]);
        var starting = Stopwatch.GetElapsedTime(started);
        using var socket = new System.Net.Sockets.TcpClient(address.Host, address.Port);
        await socket.GetStream().WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(), Token);

        // The merchant is reading the body, because it has sent 100 Continue.
        Assert.NotEqual(0, await socket.GetStream().ReadAsync(new byte[64], Token));

        await process.SignalAsync("TERM");
        var told = Stopwatch.GetTimestamp();

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, LimitFor(starting));
    }

    [Fact]
    public async Task While_the_demo_is_kept_each_callback_prints_its_line()
    {
        await using var process = GatewayProcess.StartInForeground(_directory.Path, [], "demo", "--keep");
        var line = await process.WaitForLineAsync("curl -i http://127.0.0.1:");
        var (url, body) = (line.Split(' ')[2], line.Split("-d '")[1].TrimEnd('\''));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var forged = new StringContent(body.Replace("8000", "9000", StringComparison.Ordinal), Encoding.UTF8, "application/json");

        using var duplicate = await client.PostAsync(url, content, Token);
        using var refused = await client.PostAsync(url, forged, Token);

        await process.WaitForLineAsync("Callback of Cactus: AlreadySettled");
        await process.WaitForLineAsync("Callback of Cactus: SignatureRejected");
    }

    /// <summary>On a machine on which everything takes long, stopping may take longer than 2 s, like starting.</summary>
    private static TimeSpan LimitFor(TimeSpan starting) => starting * 2 > _limit ? starting * 2 : _limit;
}
