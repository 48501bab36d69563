namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>A repeated delivery.</summary>
/// <param name="Delivery">The later one.</param>
/// <param name="Earlier">The one before it.</param>
/// <param name="Window">The reason why it was allowed.</param>
public sealed record Repeat(int Delivery, int Earlier, RepeatWindow Window);
