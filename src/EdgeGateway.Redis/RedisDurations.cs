using System.Globalization;
using System.Text;

namespace EdgeGateway.Redis;

/// <summary>
/// Durations as the text of their milliseconds, rounded up. A number as an argument makes the client allocate a box, a string and its
/// bytes on each call, and the durations are the profiles' few.
/// </summary>
internal sealed class RedisDurations
{
    private const int Slots = 64;

    private readonly Entry?[] _slots = new Entry?[Slots];

    /// <summary>The text, which is shared and must not be changed.</summary>
    public byte[] TextOf(TimeSpan duration)
    {
        ref var slot = ref _slots[(uint)duration.GetHashCode() % Slots];
        var entry = Volatile.Read(ref slot);
        if (entry is null || entry.Duration != duration)
        {
            entry = new Entry(duration, Encoding.ASCII.GetBytes(Milliseconds(duration).ToString(CultureInfo.InvariantCulture)));
            Volatile.Write(ref slot, entry);
        }

        return entry.Text;
    }

    private static long Milliseconds(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);

    private sealed record Entry(TimeSpan Duration, byte[] Text);
}
