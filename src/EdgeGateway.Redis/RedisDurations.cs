using System.Globalization;
using System.Text;

namespace EdgeGateway.Redis;

/// <summary>
/// Caches durations as the text of their milliseconds, rounded up. A numeric argument would make the client allocate a box, a string and
/// its bytes for each call, and there are only a few different durations.
/// </summary>
internal sealed class RedisDurations
{
    private const int Slots = 64;

    private readonly Entry?[] _slots = new Entry?[Slots];

    /// <summary>The cached text, which must not be modified.</summary>
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
