using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults;

/// <summary>The plan of a run.</summary>
/// <param name="Seed">The seed of all random decisions, as far as the machine permits.</param>
/// <param name="During">How long faults are injected.</param>
/// <param name="CallbacksPerSecond">The rate of new events.</param>
public sealed record FaultPlan(int Seed, TimeSpan During, int CallbacksPerSecond)
{
    /// <summary>The kinds of faults that are injected first, in this order; later ones are random.</summary>
    public IReadOnlyList<FaultKind> First { get; init; } = [];

    /// <summary>The only kind of fault; null for all, two at a time.</summary>
    public FaultKind? Only { get; init; }
}
