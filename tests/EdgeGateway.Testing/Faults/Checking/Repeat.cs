namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>A delivery of what had been delivered before.</summary>
/// <param name="Delivery">The later one.</param>
/// <param name="Earlier">The one before it.</param>
/// <param name="Window">Why that was allowed.</param>
public sealed record Repeat(int Delivery, int Earlier, RepeatWindow Window);
