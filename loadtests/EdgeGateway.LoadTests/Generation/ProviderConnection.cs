using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>
/// A persistent HTTP/1.1 connection that writes prepared requests and reads only the status and length of the answers,
/// so that the generator uses little CPU time.
/// </summary>
internal sealed class ProviderConnection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[8192];
    private Socket? _socket;

    /// <summary>The answer's status; 0 if the connection broke.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            var socket = await ConnectedAsync();
            await socket.SendAsync(request);
            return await ReadAnswerAsync(socket);
        }
        catch (SocketException)
        {
            Dispose();
            return 0;
        }
    }

    /// <summary>Sends and closes the connection.</summary>
    public async ValueTask HangUpAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            await (await ConnectedAsync()).SendAsync(request);
        }
        catch (SocketException)
        {
            // The connection is closed either way.
        }

        Dispose();
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask<Socket> ConnectedAsync()
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(IPAddress.Loopback, port);
        }

        return _socket;
    }

    private async ValueTask<int> ReadAnswerAsync(Socket socket)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                Dispose();
                return 0;
            }

            length += read;
            if (TryReadStatus(_buffer.AsSpan(0, length), out var status))
            {
                return status;
            }
        }
    }

    /// <summary>True if the answer is complete.</summary>
    private static bool TryReadStatus(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        status = int.Parse(answer[9..12], CultureInfo.InvariantCulture);
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        var body = 0;
        if (at >= 0 && !Utf8Parser.TryParse(head[(at + 16)..], out body, out _))
        {
            return false;
        }

        return answer.Length >= end + 4 + body;
    }
}
