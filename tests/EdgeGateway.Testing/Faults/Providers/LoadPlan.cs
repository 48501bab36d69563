namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>How much is sent, how fast and how badly.</summary>
public sealed record LoadPlan
{
    /// <summary>What all that is decided by lot follows from.</summary>
    public required int Seed { get; init; }

    /// <summary>How many events there are.</summary>
    public required int Callbacks { get; init; }

    /// <summary>The time over which their first sends are spread.</summary>
    public required TimeSpan During { get; init; }

    /// <summary>The time that a provider's whole schedule is compressed to.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <summary>The secret of all providers.</summary>
    public required string Secret { get; init; }

    /// <summary>Which providers send.</summary>
    public required IReadOnlyList<Provider> Providers { get; init; }

    /// <summary>What forgers sign with where they do not change what another has signed.</summary>
    public string ForgersSecret { get; init; } = "what-the-forger-guessed";

    /// <summary>How often a send is accompanied by another of the same content.</summary>
    public double DuplicateShare { get; init; } = 0.2;

    /// <summary>How often a provider sends once more although it saw the acknowledgement.</summary>
    public double LateDuplicateShare { get; init; } = 0.25;

    /// <summary>How much later at most.</summary>
    public TimeSpan LateDuplicateWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a provider does not wait for the answer.</summary>
    public double HangUpShare { get; init; } = 0.08;

    /// <summary>How often an event has a second, genuine content.</summary>
    public double ConflictShare { get; init; } = 0.1;

    /// <summary>How often a provider whose signature does not cover the content says something else at a retry.</summary>
    public double ChangeShare { get; init; } = 0.4;

    /// <summary>How often a forger sends something beside an event.</summary>
    public double ForgedShare { get; init; } = 0.2;

    /// <summary>How long a provider waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
