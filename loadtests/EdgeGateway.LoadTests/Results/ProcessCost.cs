namespace EdgeGateway.LoadTests.Results;

/// <summary>What a process has used since it began, or between two such moments.</summary>
internal readonly record struct ProcessCost(TimeSpan Cpu, long AllocatedBytes)
{
    public static ProcessCost operator -(ProcessCost end, ProcessCost begin) => new(end.Cpu - begin.Cpu, end.AllocatedBytes - begin.AllocatedBytes);

    /// <summary>For each of so many callbacks.</summary>
    public static ProcessCost operator /(ProcessCost cost, int count) => new(cost.Cpu / count, cost.AllocatedBytes / count);
}
