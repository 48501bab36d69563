using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults;

/// <summary>What a run does.</summary>
/// <param name="Seed">What is decided by lot follows from it, as far as the machine permits.</param>
/// <param name="During">How long faults strike.</param>
/// <param name="CallbacksPerSecond">Events that begin meanwhile.</param>
public sealed record FaultPlan(int Seed, TimeSpan During, int CallbacksPerSecond)
{
    /// <summary>The kinds that strike before chance decides, in this order.</summary>
    public IReadOnlyList<FaultKind> First { get; init; } = [];

    /// <summary>The only kind that strikes; null: all, two at a time.</summary>
    public FaultKind? Only { get; init; }
}
