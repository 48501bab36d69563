using System.Globalization;

namespace EdgeGateway.Requests;

/// <summary>Ids for made-up events. They are digits, so that they can be JSON numbers, and at most 15, so that a double holds them.</summary>
internal static class EventIds
{
    /// <summary>How many events a run can have.</summary>
    public const int MaxCount = 100_000;

    /// <summary>The id of the first event of a run that starts now.</summary>
    public static string First(DateTimeOffset start) => Of(start, 0);

    /// <summary>The id of an event of a run. Runs that start in different milliseconds of a season do not share ids.</summary>
    public static string Of(DateTimeOffset start, int index) =>
        ((1 + (start.ToUnixTimeMilliseconds() % 9_999_999_999)) * MaxCount + index).ToString(CultureInfo.InvariantCulture);
}
