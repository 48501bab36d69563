using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

public sealed class SystemdTests : IDisposable
{
    private const string Unit = "config/systemd/edgegateway.service";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edge-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateway_WithANotifySocket_SaysWhenItServesAndWhenItStops(bool isAbstract)
    {
        var name = Path.Combine(_directory.FullName, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{name}" : name));
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("NOTIFY_SOCKET", isAbstract ? $"@{name}" : name));

        Assert.Equal("READY=1", await ReceiveAsync(socket));
        using var response = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);
        Assert.True(response.IsSuccessStatusCode);

        await gateway.TerminateAsync();
        Assert.Equal("STOPPING=1", await ReceiveAsync(socket));
        Assert.Equal(0, await gateway.Process.WaitForExitAsync());
    }

    [Fact]
    public async Task Gateway_NotifySocketIsGone_ServesAndSaysSo()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("NOTIFY_SOCKET", Path.Combine(_directory.FullName, "gone")));

        await gateway.Process.WaitForLineAsync("systemd could not be notified");
        Assert.Contains("edgegateway", await gateway.MetricsAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>systemd kills it after this time, whatever is still being settled.</summary>
    [Fact]
    public void Unit_StopTimeout_IsLongerThanTheShutdown() => Assert.True(
        int.Parse(ValueOf("TimeoutStopSec"), CultureInfo.InvariantCulture) > new EdgeGateway.Configuration.Options.ShutdownOptions().ShutdownTimeout.TotalSeconds);

    [Fact]
    public void Unit_Restart_IsNotTriedWithAnInvalidConfiguration() => Assert.Equal(
        $"{EdgeGateway.Commands.ExitCodes.Configuration}", ValueOf("RestartPreventExitStatus"));

    /// <summary>Where systemd is installed, it reads the unit without a complaint.</summary>
    [Fact]
    public async Task Unit_Systemd_ReadsIt()
    {
        var path = Path.Combine(_directory.FullName, "edgegateway.service");
        await File.WriteAllTextAsync(path, RepositoryFiles.Read(Unit).Replace("/usr/local/bin/EdgeGateway", "/bin/sh", StringComparison.Ordinal), Token);

        Assert.Equal("", await Shell.RunAsync($"! command -v systemd-analyze > /dev/null || systemd-analyze verify {path}", Token));
    }

    private static string ValueOf(string setting) => RepositoryFiles.Read(Unit).Split('\n')
        .Single(line => line.StartsWith($"{setting}=", StringComparison.Ordinal))[(setting.Length + 1)..];

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(_limit);
        var buffer = new byte[64];
        var length = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
