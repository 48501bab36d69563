using System.Buffers.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Where a callback says when it was signed, and how far that may be from the present. Immutable.</summary>
/// <param name="From">The value, which is part of what is signed.</param>
/// <param name="Unit">What it counts from 1970 on.</param>
/// <param name="Past">How old it may be.</param>
/// <param name="Future">How far ahead it may be.</param>
internal sealed record TimestampRule(ValueSource From, TimestampUnit Unit, TimeSpan Past, TimeSpan Future)
{
    /// <summary>Above, a number counts milliseconds where both are possible: the year 5138 in seconds, 1973 in milliseconds.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    /// <summary>The greatest number, which as seconds is still within the range of dates.</summary>
    private const long MaxSeconds = 250_000_000_000;

    /// <summary>Judges the time of a verified callback.</summary>
    /// <param name="reading">The callback.</param>
    /// <param name="now">The present time.</param>
    /// <param name="text">Is emptied and used.</param>
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

        var isMilliseconds = Unit == TimestampUnit.Milliseconds || (Unit == TimestampUnit.Either && number >= LeastMilliseconds);
        if (number > (isMilliseconds ? MaxSeconds * 1000 : MaxSeconds))
        {
            return RefusalReason.TimestampOutsideTolerance;
        }

        // A time in whole seconds is compared with the present in whole seconds: at the limit it is still accepted.
        var age = isMilliseconds
            ? TimeSpan.FromMilliseconds(now.ToUnixTimeMilliseconds() - number)
            : TimeSpan.FromSeconds(now.ToUnixTimeSeconds() - number);
        var past = reading.Settings.TimestampPast ?? Past;
        var future = reading.Settings.TimestampFuture ?? Future;
        return age > past || age < -future ? RefusalReason.TimestampOutsideTolerance : RefusalReason.None;
    }
}
