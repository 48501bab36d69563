namespace EdgeGateway.LoadTests.Results;

/// <summary>Compares what the providers saw with what the merchant saw.</summary>
internal static class Findings
{
    /// <summary>What is wrong; empty when every promise was kept.</summary>
    /// <param name="result">The providers' side.</param>
    /// <param name="seen">The merchant's: invoice → how often.</param>
    /// <param name="mayRepeat">Whether the scenario gave the ledger a reason to forget.</param>
    /// <param name="isRetried">Whether providers sent again what was not acknowledged.</param>
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
