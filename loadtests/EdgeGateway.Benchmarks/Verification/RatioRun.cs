using System.Diagnostics;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// Verification against its floor and the naive way: short alternating rounds in one process, and the medians' ratios. On a
/// shared machine that is steadier than two long measurements one after the other.
/// </summary>
internal static class RatioRun
{
    private const int Rounds = 41;
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(8);

    public static void Run(TextWriter output)
    {
        output.WriteLine("| callback | bytes | floor ns | verify / floor | two secrets / floor | wrong / floor | naive / verify | verify and name / floor |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var callback in new[] { "Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud" })
        {
            foreach (var size in new[] { 0, 4_000, 60_000 })
            {
                var benchmarks = new VerificationBenchmarks { Callback = callback, Size = size };
                benchmarks.Setup();
                var medians = Measure(
                    () => benchmarks.Floor(),
                    () => benchmarks.Verify(),
                    () => benchmarks.TwoSecrets(),
                    () => benchmarks.WrongSignature(),
                    () => benchmarks.Naive(),
                    () => benchmarks.VerifyAndIdentify());
                var bytes = SignedBody.Create(callback, size).Bytes.Length;
                output.WriteLine(
                    $"| {callback} | {bytes} | {medians[0]:0} | {medians[1] / medians[0]:0.00} | {medians[2] / medians[0]:0.00} | {medians[3] / medians[0]:0.00} | {medians[4] / medians[1]:0.0} | {medians[5] / medians[0]:0.00} |");
            }
        }
    }

    /// <summary>Median nanoseconds of each.</summary>
    private static double[] Measure(params Action[] actions)
    {
        int[] times = [.. actions.Select(TimesPerRound)];
        var samples = actions.Select(static _ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                samples[i].Add(TimeOf(actions[i], times[i]));
            }
        }

        return [.. samples.Select(static values => values.Order().ElementAt(values.Count / 2))];
    }

    private static int TimesPerRound(Action action)
    {
        var times = 1;
        var started = Stopwatch.GetTimestamp();
        do
        {
            TimeOf(action, times *= 2);
        }
        while (Stopwatch.GetElapsedTime(started) < 20 * _round);

        return Math.Max(1, (int)(_round.TotalNanoseconds / TimeOf(action, times)));
    }

    private static double TimeOf(Action action, int times)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / times;
    }
}
