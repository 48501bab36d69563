namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// One phase of a load, in NBomber's words: arrivals at a rate, whether or not answers come, or a number of providers that
/// each wait for their answer.
/// </summary>
/// <param name="Simulation">
/// <c>Inject</c>: the rate from the start. <c>RampingInject</c>: from the phase's beginning rate to it.
/// <c>KeepConstant</c>: so many copies. <c>RampingConstant</c>: copies start one after the other. <c>Pause</c>: nothing.
/// </param>
/// <param name="During">How long.</param>
/// <param name="Rate">Arrivals per second, at the end of the phase.</param>
/// <param name="From">The rate at the beginning of a ramp.</param>
/// <param name="Copies">Providers at once.</param>
internal sealed record LoadPhase(string Simulation, TimeSpan During, double Rate = 0, double From = 0, int Copies = 0)
{
    /// <summary>Arrivals in this phase that are known before it begins.</summary>
    public int Count => Simulation switch
    {
        "Inject" => (int)(During.TotalSeconds * Rate),
        "RampingInject" => (int)(During.TotalSeconds * (From + Rate) / 2),
        "KeepConstant" or "RampingConstant" or "Pause" => 0,
        _ => throw new InvalidOperationException($"There is no simulation '{Simulation}'."),
    };

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

    /// <summary>When the copy of that index begins, from the phase's begin.</summary>
    public TimeSpan StartOf(int copy) => Simulation == "RampingConstant" ? During * copy / Copies : TimeSpan.Zero;
}
