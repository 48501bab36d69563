namespace EdgeGateway.LoadTests.Results;

/// <summary>The resources that a process used since it started, or between two measurements.</summary>
internal readonly record struct ProcessCost(TimeSpan Cpu, long AllocatedBytes)
{
    public static ProcessCost operator -(ProcessCost end, ProcessCost begin) => new(end.Cpu - begin.Cpu, end.AllocatedBytes - begin.AllocatedBytes);

    /// <summary>The resources per callback.</summary>
    public static ProcessCost operator /(ProcessCost cost, int count) => new(cost.Cpu / count, cost.AllocatedBytes / count);
}
