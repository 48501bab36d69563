namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>How many callbacks are sent, how fast, and with which deviations.</summary>
public sealed record LoadPlan
{
    /// <summary>The seed of all random decisions.</summary>
    public required int Seed { get; init; }

    /// <summary>The number of events.</summary>
    public required int Callbacks { get; init; }

    /// <summary>The time over which their first sends are spread.</summary>
    public required TimeSpan During { get; init; }

    /// <summary>The time that a provider's whole schedule is compressed to.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <summary>The secret of all providers.</summary>
    public required string Secret { get; init; }

    /// <summary>Which providers send.</summary>
    public required IReadOnlyList<Provider> Providers { get; init; }

    /// <summary>The secret of forgers.</summary>
    public string ForgersSecret { get; init; } = "what-the-forger-guessed";

    /// <summary>The share of sends with a simultaneous duplicate.</summary>
    public double DuplicateShare { get; init; } = 0.2;

    /// <summary>The share of contents that are sent again after the acknowledgement.</summary>
    public double LateDuplicateShare { get; init; } = 0.25;

    /// <summary>The maximum delay of that duplicate.</summary>
    public TimeSpan LateDuplicateWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The share of sends that the provider cancels before the answer.</summary>
    public double HangUpShare { get; init; } = 0.08;

    /// <summary>The share of events with a second, genuine content.</summary>
    public double ConflictShare { get; init; } = 0.1;

    /// <summary>The share of contents that change at a retry, where the signature does not cover them.</summary>
    public double ChangeShare { get; init; } = 0.4;

    /// <summary>The share of events for which a forger sends something.</summary>
    public double ForgedShare { get; init; } = 0.2;

    /// <summary>How long a provider waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
