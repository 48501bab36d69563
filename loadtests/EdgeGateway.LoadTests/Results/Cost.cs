namespace EdgeGateway.LoadTests.Results;

/// <summary>The cost of one callback.</summary>
/// <param name="Microseconds">CPU time of the process.</param>
/// <param name="RedisMicroseconds">CPU time of Redis.</param>
/// <param name="Bytes">Managed memory allocated by the process.</param>
internal readonly record struct Cost(double Microseconds, double RedisMicroseconds, long Bytes);
