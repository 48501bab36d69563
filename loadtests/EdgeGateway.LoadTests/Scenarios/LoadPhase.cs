namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>Arrivals at a rate that is constant, or that grows evenly from one to the other.</summary>
/// <param name="Simulation"><c>Inject</c>: the rate from the start. <c>RampingInject</c>: from the phase's beginning rate to it.</param>
/// <param name="Rate">Per second, at the end of the phase.</param>
/// <param name="During">How long.</param>
/// <param name="From">The rate at the beginning of a ramp.</param>
internal sealed record LoadPhase(string Simulation, double Rate, TimeSpan During, double From = 0)
{
    /// <summary>Arrivals in this phase.</summary>
    public int Count => (int)(During.TotalSeconds * (Simulation == "RampingInject" ? (From + Rate) / 2 : Rate));

    /// <summary>When the arrival of that index is meant to be sent, from the phase's begin.</summary>
    public TimeSpan TimeOf(int index)
    {
        if (Simulation != "RampingInject")
        {
            return TimeSpan.FromSeconds(index / Rate);
        }

        // The integral of the rate over the time is the number of arrivals.
        var slope = (Rate - From) / During.TotalSeconds;
        return TimeSpan.FromSeconds((Math.Sqrt((From * From) + (2 * slope * index)) - From) / slope);
    }
}
