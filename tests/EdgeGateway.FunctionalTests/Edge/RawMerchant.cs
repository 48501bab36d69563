using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A merchant that answers every request with the same octets, and hangs up after each.</summary>
internal sealed class RawMerchant : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly Task _serving;
    private int _requests;

    /// <param name="answer">Each character is one octet.</param>
    public RawMerchant(string answer)
    {
        _answer = Encoding.Latin1.GetBytes(answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var length = 0;
                do
                {
                    length += await client.GetStream().ReadAsync(buffer.AsMemory(length));
                }
                while (!Encoding.Latin1.GetString(buffer, 0, length).TrimEnd('\r', '\n', '0').EndsWith('}'));

                Interlocked.Increment(ref _requests);
                await client.GetStream().WriteAsync(_answer);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
