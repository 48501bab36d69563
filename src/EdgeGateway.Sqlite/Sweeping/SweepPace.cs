namespace EdgeGateway.Sqlite.Sweeping;

/// <summary>
/// How many expired records one slice may remove while nobody waits. Somebody may come meanwhile, so the number follows what
/// the disk can do within <see cref="Target"/>.
/// </summary>
internal sealed class SweepPace
{
    public const int Least = 16;
    public const int Most = 1024;

    /// <summary>How long one slice should take.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromMilliseconds(5);

    /// <summary>For the next slice.</summary>
    public int Limit { get; private set; } = 128;

    /// <summary>Learns from a slice that removed as many as it was allowed to.</summary>
    public void Took(TimeSpan elapsed) => Limit = elapsed > Target
        ? Math.Max(Limit / 2, Least)
        : Math.Min(Limit * 2, Most);
}
