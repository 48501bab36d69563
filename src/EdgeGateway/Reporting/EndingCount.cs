namespace EdgeGateway.Reporting;

/// <summary>How often something ended in one way.</summary>
internal sealed record EndingCount(string Outcome, string Reason, long Count)
{
    /// <summary>The outcome with its reason.</summary>
    public string Name => Reason.Length == 0 ? Outcome : $"{Outcome} ({Reason})";
}
