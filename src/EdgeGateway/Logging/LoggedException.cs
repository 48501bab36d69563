using System.Globalization;

namespace EdgeGateway.Logging;

/// <summary>An exception as it is logged.</summary>
/// <param name="Exception">The exception.</param>
/// <param name="IsWhole">Whether its stack trace is logged.</param>
/// <param name="Repeats">How many of the same cause were logged without their stack trace since the last one that had it, this one included.</param>
internal readonly record struct LoggedException(Exception Exception, bool IsWhole, int Repeats)
{
    private const int MaxMessageLength = 256;

    /// <summary>The exception with its stack trace, or its type and message and those of the exceptions that caused it.</summary>
    public string Text => IsWhole ? Exception.ToString() : Summary(Exception);

    /// <summary>What a line says about the others; empty if there are none.</summary>
    public string Note => (IsWhole, Repeats) switch
    {
        (true, 0) => "",
        (true, _) => string.Create(CultureInfo.InvariantCulture, $" (after {Repeats} without their stack trace)"),
        _ => string.Create(CultureInfo.InvariantCulture, $" (without its stack trace; repeat {Repeats})"),
    };

    private static string Summary(Exception exception)
    {
        var message = exception.Message.Length <= MaxMessageLength ? exception.Message : $"{exception.Message.AsSpan(0, MaxMessageLength)}…";
        var text = $"{exception.GetType()}: {message}";
        return exception.InnerException is { } inner ? $"{text} ---> {Summary(inner)}" : text;
    }
}
