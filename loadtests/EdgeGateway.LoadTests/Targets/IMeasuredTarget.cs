namespace EdgeGateway.LoadTests.Targets;

/// <summary>A process that receives callbacks, with the CPU time and allocations that it used.</summary>
internal interface IMeasuredTarget : IAsyncDisposable
{
    /// <summary>The port for callbacks.</summary>
    int Port { get; }

    /// <summary>User and system time of the whole process.</summary>
    TimeSpan CpuTime { get; }

    /// <summary>Bytes of managed memory that the process has allocated since it began.</summary>
    Task<long> AllocatedBytesAsync();
}
