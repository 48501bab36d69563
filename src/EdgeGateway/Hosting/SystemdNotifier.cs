using System.Net.Sockets;

namespace EdgeGateway.Hosting;

/// <summary>
/// Tells systemd that the gateway serves, and later that it stops, for units of <c>Type=notify</c>:
/// https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html. Does nothing without <c>NOTIFY_SOCKET</c>.
/// </summary>
internal sealed partial class SystemdNotifier(ILogger<SystemdNotifier> logger) : IHostedLifecycleService
{
    private readonly string? _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    public Task StartedAsync(CancellationToken cancellationToken) => NotifyAsync("READY=1"u8.ToArray(), cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => NotifyAsync("STOPPING=1"u8.ToArray(), cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task NotifyAsync(byte[] state, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(_socket))
        {
            return;
        }

        try
        {
            // A name that begins with @ is in Linux's abstract namespace.
            var address = new UnixDomainSocketEndPoint(_socket[0] == '@' ? $"\0{_socket[1..]}" : _socket);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await socket.SendToAsync(state, address, cancellationToken);
        }
        catch (SocketException exception)
        {
            Log.NotNotified(logger, exception.SocketErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1610, LogLevel.Warning, "systemd could not be notified: {Error}.", EventName = "SystemdNotNotified")]
        public static partial void NotNotified(ILogger logger, SocketError error);
    }
}
