namespace EdgeGateway.Sqlite.Sweeping;

/// <summary>
/// Adapts how many expired records one idle slice removes. An operation may arrive during a slice, so the number is adjusted to what the
/// disk can do within <see cref="Target"/>.
/// </summary>
internal sealed class SweepPace
{
    public const int Least = 16;
    public const int Most = 1024;

    /// <summary>How long one slice should take.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromMilliseconds(5);

    /// <summary>The size of the next slice.</summary>
    public int Limit { get; private set; } = 128;

    /// <summary>Adjusts the limit after a full slice.</summary>
    public void Record(TimeSpan elapsed) => Limit = elapsed > Target
        ? Math.Max(Limit / 2, Least)
        : Math.Min(Limit * 2, Most);
}
