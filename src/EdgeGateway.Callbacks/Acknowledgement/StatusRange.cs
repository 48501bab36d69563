using System.Globalization;

namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>A range of HTTP status codes: one code, or a class such as <c>2xx</c>.</summary>
public readonly record struct StatusRange(int First, int Last)
{
    /// <summary>Every success.</summary>
    public static StatusRange Success { get; } = new(200, 299);

    /// <summary>Exactly 200.</summary>
    public static StatusRange Ok { get; } = new(200, 200);

    /// <summary>Whether <paramref name="status"/> is in the range.</summary>
    public bool Contains(int status) => status >= First && status <= Last;

    /// <summary>As it is configured: <c>200</c> or <c>2xx</c>.</summary>
    public override string ToString() => this == Success
        ? "2xx"
        : First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>Reads <c>200</c> or <c>2xx</c>; only successes can acknowledge.</summary>
    public static bool TryParse(string? text, out StatusRange range)
    {
        if (string.Equals(text, "2xx", StringComparison.OrdinalIgnoreCase))
        {
            range = Success;
            return true;
        }

        range = default;
        if (text is not { Length: 3 }
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            || status is < 200 or > 299)
        {
            return false;
        }

        range = new StatusRange(status, status);
        return true;
    }
}
