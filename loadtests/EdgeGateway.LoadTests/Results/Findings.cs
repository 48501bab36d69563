namespace EdgeGateway.LoadTests.Results;

/// <summary>Compares what the providers saw with what the merchant saw.</summary>
internal static class Findings
{
    /// <summary>What is wrong; empty when every promise was kept.</summary>
    /// <param name="result">The providers' side.</param>
    /// <param name="seen">The merchant's: invoice → how often.</param>
    /// <param name="mayRepeat">Whether the scenario gave the ledger a reason to forget.</param>
    public static IReadOnlyList<string> Of(LoadResult result, IReadOnlyDictionary<int, int> seen, bool mayRepeat)
    {
        List<string> findings = [];
        var unseen = result.Acknowledged.Count(invoice => !seen.ContainsKey(invoice));
        if (unseen > 0)
        {
            findings.Add($"{unseen} acknowledged callbacks the merchant never saw");
        }

        var repeated = seen.Count(static invoice => invoice.Value > 1);
        if (repeated > 0 && !mayRepeat)
        {
            findings.Add($"{repeated} callbacks the merchant saw more than once");
        }

        var forged = seen.Keys.Count(static invoice => invoice >= 1_000_000_000);
        if (forged > 0)
        {
            findings.Add($"{forged} forged callbacks the merchant saw");
        }

        return findings;
    }
}
