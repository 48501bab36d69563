namespace EdgeGateway.Sqlite;

/// <summary>
/// How many expired records one sweep may remove. Claims wait while it runs, so the number follows what the disk can do
/// within <see cref="Target"/>.
/// </summary>
internal sealed class SweepPace
{
    private const int Least = 16;
    private const int Most = 1024;

    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(10);

    /// <summary>For the next sweep.</summary>
    public int Limit { get; private set; } = 128;

    /// <summary>Learns from a sweep that removed as many as it was allowed to.</summary>
    public void Took(TimeSpan elapsed) => Limit = elapsed > Target
        ? Math.Max(Limit / 2, Least)
        : Math.Min(Limit * 2, Most);
}
