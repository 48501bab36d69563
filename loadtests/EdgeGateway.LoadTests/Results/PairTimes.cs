using System.Diagnostics;

namespace EdgeGateway.LoadTests.Results;

/// <summary>The durations of claims and settlements. Each pair has its own index.</summary>
internal sealed class PairTimes(int count)
{
    public const string Head = """
        | ledger | records | pairs/s | p50 ms | p99 ms | slowest ms | claim p50 | p99 | p99.9 | slowest | slowest settlement | B allocated per pair |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    private readonly double[] _claims = new double[count];
    private readonly double[] _settlements = new double[count];

    public void Set(int index, long started, long claimed, long settled)
    {
        _claims[index] = Stopwatch.GetElapsedTime(started, claimed).TotalMilliseconds;
        _settlements[index] = Stopwatch.GetElapsedTime(claimed, settled).TotalMilliseconds;
    }

    /// <summary>One row below <see cref="Head"/>.</summary>
    public string Row(string ledger, string records, TimeSpan elapsed, long allocated)
    {
        double[] pairs = [.. _claims.Zip(_settlements, static (claim, settlement) => claim + settlement).Order()];
        double[] claims = [.. _claims.Order()];
        return $"| {ledger} | {records} | {count / elapsed.TotalSeconds:0} | {At(pairs, 0.5):0.00} | {At(pairs, 0.99):0.00} | {pairs[^1]:0.0} | {At(claims, 0.5):0.00} | {At(claims, 0.99):0.00} | {At(claims, 0.999):0.0} | {claims[^1]:0.0} | {_settlements.Max():0.0} | {allocated / count} |";
    }

    private static double At(double[] sorted, double quantile) => sorted[(int)(quantile * sorted.Length)];
}
