using System.Text;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>Cactus' documented callback for many invoices, signed before the load begins.</summary>
internal static class SignedCallbacks
{
    public const string Path = "/callbacks/cactus";

    /// <summary>HTTP requests for consecutive invoices, starting with <paramref name="first"/>.</summary>
    public static byte[][] Create(int first, int count)
    {
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = Signed(first + i));
        return requests;
    }

    /// <summary>The request for one invoice.</summary>
    public static byte[] Signed(int invoice) => Request(Body(invoice));

    /// <summary>The request for one invoice with a wrong signature.</summary>
    public static byte[] Forged(int invoice) => Request(Body(invoice).Replace("\"amount\":8000", "\"amount\":9999", StringComparison.Ordinal));

    /// <summary>The request for one invoice with a truncated body.</summary>
    public static byte[] Malformed(int invoice) => Request(Body(invoice)[..^1]);

    /// <summary>The invoice in a body.</summary>
    public static int InvoiceOf(ReadOnlySpan<byte> body)
    {
        var name = "\"invoice_id\":"u8;
        var digits = body[(body.IndexOf(name) + name.Length)..];
        return int.Parse(digits[..digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9')], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Body(int invoice) => ReferenceProviders.Cactus.Callback(body => body["invoice_id"] = invoice).Body;

    private static byte[] Request(string body) => Encoding.UTF8.GetBytes(
        $"POST {Path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
