namespace EdgeGateway.LoadTests.Results;

/// <summary>Compares what the providers saw with what the merchant saw.</summary>
internal static class Findings
{
    /// <summary>The violated guarantees; empty if there are none.</summary>
    /// <param name="result">What the providers observed.</param>
    /// <param name="seen">What the merchant received: invoice → number of deliveries.</param>
    /// <param name="mayRepeat">Whether the scenario can make the ledger lose records.</param>
    /// <param name="isRetried">Whether providers retried.</param>
    public static IReadOnlyList<string> Of(LoadResult result, IReadOnlyDictionary<int, int> seen, bool mayRepeat, bool isRetried)
    {
        List<string> findings = [];
        void Find(int count, string what)
        {
            if (count > 0)
            {
                findings.Add($"{count} {what}");
            }
        }

        Find(result.Acknowledged.Count(invoice => !seen.ContainsKey(invoice)), "acknowledged callbacks the merchant never saw");
        Find(mayRepeat ? 0 : seen.Count(static invoice => invoice.Value > 1), "callbacks the merchant saw more than once");
        Find(seen.Keys.Count(static invoice => invoice >= 1_000_000_000), "forged callbacks the merchant saw");
        Find(result.AcceptedForgeries, "forged callbacks that were acknowledged");
        Find(isRetried ? result.Unacknowledged : 0, "callbacks never acknowledged, however often they were sent");
        return findings;
    }
}
