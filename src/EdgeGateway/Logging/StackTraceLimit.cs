using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace EdgeGateway.Logging;

/// <summary>
/// Decides which exceptions are logged with their stack trace: of each cause, one in a minute. An outage has the same one for every
/// callback. Safe for concurrent use.
/// </summary>
internal sealed class StackTraceLimit(TimeProvider timeProvider)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    /// <summary>Few: their values come from the code, not from requests.</summary>
    private readonly ConcurrentDictionary<Cause, Counter> _counters = new();

    /// <summary>Counts an exception that is about to be logged.</summary>
    public LoggedException Next(string category, EventId eventId, Exception exception)
    {
        var origin = exception.GetBaseException();
        var code = origin is ExternalException external ? external.ErrorCode : origin.HResult;
        var counter = _counters.GetOrAdd(new Cause(category, eventId.Id, exception.GetType(), origin.GetType(), code), static _ => new Counter());
        lock (counter)
        {
            var now = timeProvider.GetTimestamp();
            if (counter.LastWhole is { } last && timeProvider.GetElapsedTime(last, now) < _interval)
            {
                return new LoggedException(exception, IsWhole: false, ++counter.Repeats);
            }

            var repeats = counter.Repeats;
            counter.LastWhole = now;
            counter.Repeats = 0;
            return new LoggedException(exception, IsWhole: true, repeats);
        }
    }

    private readonly record struct Cause(string Category, int Event, Type Exception, Type Origin, int Code);

    private sealed class Counter
    {
        public long? LastWhole { get; set; }

        public int Repeats { get; set; }
    }
}
