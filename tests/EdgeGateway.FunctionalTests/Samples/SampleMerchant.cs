using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.FunctionalTests.Samples;

/// <summary>A sample of a merchant's application, run as its first lines say.</summary>
internal sealed class SampleMerchant : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private SampleMerchant(string language, string secret)
    {
        var port = LoopbackPort.Find();
        Address = new Uri($"http://127.0.0.1:{port}/");
        string[] command = language switch
        {
            "csharp" => ["dotnet", RepositoryFiles.PathOf($"samples/merchants/csharp/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/Merchant.dll"), $"{port}"],
            "node" => ["node", RepositoryFiles.PathOf("samples/merchants/merchant.mjs"), $"{port}"],
            "php" => ["php", "-S", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), RepositoryFiles.PathOf("samples/merchants/merchant.php")],
            "python" => ["python3", RepositoryFiles.PathOf("samples/merchants/merchant.py"), $"{port}"],
            _ => throw new ArgumentOutOfRangeException(nameof(language)),
        };
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MERCHANT_SECRETS"] = secret;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The ids of the events that it was paid for.</summary>
    public IEnumerable<string> Paid => _lines.Where(static line => line.StartsWith("paid: ", StringComparison.Ordinal)).Select(static line => line[6..]);

    /// <summary>Starts it, and returns when it accepts connections.</summary>
    public static async Task<SampleMerchant> StartAsync(string language, string secret, CancellationToken cancellationToken)
    {
        var merchant = new SampleMerchant(language, secret);
        await Eventually.TrueAsync(merchant.IsListeningAsync, cancellationToken);
        return merchant;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsListeningAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException(string.Join('\n', _lines));
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
