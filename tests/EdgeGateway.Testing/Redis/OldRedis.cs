using System.Text;

namespace EdgeGateway.Testing.Redis;

/// <summary>
/// Makes a server respond like one before Redis 7: <c>SET</c> with <c>NX</c> and <c>GET</c> is a syntax error, and the line of
/// flags at the start of a script does not compile.
/// </summary>
public static class OldRedis
{
    private static readonly (byte[] From, byte[] To)[] _replacements =
    [
        (Encoding.ASCII.GetBytes("$2\r\nNX\r\n$3\r\nGET\r\n"), Encoding.ASCII.GetBytes("$2\r\nNX\r\n$3\r\nGOT\r\n")),
        (Encoding.ASCII.GetBytes("#!lua"), Encoding.ASCII.GetBytes("##lua")),
    ];

    /// <summary>A proxy in front of a server.</summary>
    public static TcpFaultProxy Before(RedisServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new(server.Port) { Alter = Alter };
    }

    private static void Alter(Memory<byte> octets)
    {
        foreach (var (from, to) in _replacements)
        {
            var rest = octets.Span;
            for (int at; (at = rest.IndexOf(from)) >= 0; rest = rest[(at + to.Length)..])
            {
                to.CopyTo(rest[at..]);
            }
        }
    }
}
