namespace EdgeGateway.LoadTests.Targets;

/// <summary>A process that takes callbacks, whose cost the kernel and the runtime count.</summary>
internal interface IMeasuredTarget : IAsyncDisposable
{
    /// <summary>Where callbacks go.</summary>
    int Port { get; }

    /// <summary>User and system time of the whole process.</summary>
    TimeSpan CpuTime { get; }

    /// <summary>Bytes of managed memory that the process has allocated since it began.</summary>
    Task<long> AllocatedBytesAsync();
}
