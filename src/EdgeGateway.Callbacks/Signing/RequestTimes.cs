namespace EdgeGateway.Callbacks.Signing;

/// <summary>Recognizes times among the values that a scheme signs without checking them.</summary>
internal static class RequestTimes
{
    private static readonly string[] _short = ["t", "ts"];

    /// <summary>Whether a value of that name is a time, such as <c>x-webhook-timestamp</c> or <c>ts</c>.</summary>
    public static bool IsTime(string name) =>
        name.Contains("time", StringComparison.OrdinalIgnoreCase) || _short.Contains(name, StringComparer.OrdinalIgnoreCase);
}
