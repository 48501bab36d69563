using System.Buffers.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Where a callback carries its signing time, and how far that may be from the current time. Immutable.</summary>
/// <param name="From">The value, which is part of what is signed.</param>
/// <param name="Unit">The unit of the time since 1970.</param>
/// <param name="Past">The maximum age.</param>
/// <param name="Future">How far in the future it may be.</param>
internal sealed record TimestampRule(ValueSource From, TimestampUnit Unit, TimeSpan Past, TimeSpan Future)
{
    /// <summary>
    /// If both units are possible, a larger number is in milliseconds: it is the year 5138 in seconds, 1973 in milliseconds.
    /// </summary>
    private const long LeastMilliseconds = 100_000_000_000;

    /// <summary>The largest accepted number, which as seconds is still a valid date.</summary>
    private const long MaxSeconds = 250_000_000_000;

    /// <summary>Whether a number is in milliseconds.</summary>
    public bool IsMilliseconds(long number) => Unit == TimestampUnit.Milliseconds || (Unit == TimestampUnit.Either && number >= LeastMilliseconds);

    /// <summary>Checks the time of a verified callback.</summary>
    /// <param name="reading">The callback.</param>
    /// <param name="now">The current time.</param>
    /// <param name="text">Scratch buffer; its content is overwritten.</param>
    public RefusalReason Judge(in CallbackReading reading, DateTimeOffset now, ByteBuffer text)
    {
        text.Truncate(0);
        if (!reading.TryAppend(From, text))
        {
            return RefusalReason.SignedValueMissing;
        }

        if (!Utf8Parser.TryParse(text.Written, out long number, out var length) || length != text.Length || number < 0)
        {
            return RefusalReason.TimestampMalformed;
        }

        var isMilliseconds = IsMilliseconds(number);
        if (number > (isMilliseconds ? MaxSeconds * 1000 : MaxSeconds))
        {
            return RefusalReason.TimestampOutsideTolerance;
        }

        // A time in whole seconds is compared with the current time in whole seconds, so that it is accepted exactly at the limit.
        var age = isMilliseconds
            ? TimeSpan.FromMilliseconds(now.ToUnixTimeMilliseconds() - number)
            : TimeSpan.FromSeconds(now.ToUnixTimeSeconds() - number);
        var past = reading.Settings.TimestampPast ?? Past;
        var future = reading.Settings.TimestampFuture ?? Future;
        return age > past || age < -future ? RefusalReason.TimestampOutsideTolerance : RefusalReason.None;
    }
}
