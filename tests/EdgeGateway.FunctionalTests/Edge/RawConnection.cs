using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A connection for requests that no HTTP client would send. Each character is one octet.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private readonly List<byte> _unread = [];
    private NetworkStream _stream = null!;

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(Uri edge, CancellationToken cancellationToken)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, edge.Port, cancellationToken);
        connection._stream = connection._client.GetStream();
        return connection;
    }

    /// <summary>The request line and headers of a callback, followed by the empty line.</summary>
    public static string Head(string path, params string[] headers) =>
        $"POST {path} HTTP/1.1\r\nHost: edge\r\n{string.Concat(headers.Select(static header => header + "\r\n"))}\r\n";

    public ValueTask SendAsync(string octets, CancellationToken cancellationToken) =>
        _stream.WriteAsync(Encoding.Latin1.GetBytes(octets), cancellationToken);

    /// <summary>Sends that many times, or until the other side has responded or closed the connection.</summary>
    public async Task TrySendAsync(string octets, int times, CancellationToken cancellationToken)
    {
        try
        {
            for (var time = 0; time < times && !_stream.DataAvailable; time++)
            {
                await SendAsync(octets, cancellationToken);
            }
        }
        catch (IOException)
        {
            // Closed.
        }
    }

    /// <summary>The next response; null if the other side closed the connection instead.</summary>
    public async Task<RawAnswer?> ReadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }

        var head = Text[..end];
        _unread.RemoveRange(0, end + 4);
        var answer = new RawAnswer(head, "");
        var length = int.Parse(answer["Content-Length"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        while (_unread.Count < length && await FillAsync(cancellationToken))
        {
        }

        var body = Text[..Math.Min(length, _unread.Count)];
        _unread.RemoveRange(0, body.Length);
        return answer with { Body = body };
    }

    public void Dispose() => _client.Dispose();

    private string Text => Encoding.Latin1.GetString([.. _unread]);

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            var read = await _stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(_limit, cancellationToken);
            _unread.AddRange(buffer.AsSpan(0, read));
            return read > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
