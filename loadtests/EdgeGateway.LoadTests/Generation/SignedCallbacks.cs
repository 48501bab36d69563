using System.Text;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>Cactus' documented callback, once for each invoice, signed before the load begins.</summary>
internal static class SignedCallbacks
{
    public const string Path = "/callbacks/cactus";

    /// <summary>Whole HTTP requests for the invoices from <paramref name="first"/> on.</summary>
    public static byte[][] Create(int first, int count)
    {
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = Signed(first + i));
        return requests;
    }

    /// <summary>One of them.</summary>
    public static byte[] Signed(int invoice) => Request(Body(invoice));

    /// <summary>The same with a signature that does not fit.</summary>
    public static byte[] Forged(int invoice) => Request(Body(invoice).Replace("\"amount\":8000", "\"amount\":9999", StringComparison.Ordinal));

    /// <summary>The same without its end.</summary>
    public static byte[] Malformed(int invoice) => Request(Body(invoice)[..^1]);

    /// <summary>The invoice that a body names.</summary>
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
