using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.Testing.Faults.Merchants;

/// <summary>One request as a merchant's socket reads it.</summary>
internal sealed record MerchantRequest(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int MaxBytes = 64 * 1024;

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>Null when the other side hung up before the end.</summary>
    public static async Task<MerchantRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        var headers = Parse(Encoding.Latin1.GetString(buffer, 0, end));
        var body = buffer.AsMemory(end + 4, int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture));
        for (var missing = end + 4 + body.Length - length; missing > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length, missing), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            length += read;
            missing -= read;
        }

        return new MerchantRequest(headers, body.ToArray());
    }

    private static Dictionary<string, string> Parse(string head) => head.Split("\r\n").Skip(1)
        .Select(static line => line.Split(':', 2))
        .ToDictionary(static pair => pair[0], static pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
}
