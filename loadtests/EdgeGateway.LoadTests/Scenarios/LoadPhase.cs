namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// One phase of a load, in NBomber's terms: arrivals at a rate, independent of answers, or a number of providers that
/// each wait for their answer.
/// </summary>
/// <param name="Simulation">
/// <c>Inject</c>: a constant rate. <c>RampingInject</c>: a rate that changes linearly.
/// <c>KeepConstant</c>: a number of copies. <c>RampingConstant</c>: copies that start one after the other. <c>Pause</c>: nothing.
/// </param>
/// <param name="During">The duration.</param>
/// <param name="Rate">Arrivals per second, at the end of the phase.</param>
/// <param name="From">The rate at the beginning of a ramp.</param>
/// <param name="Copies">The number of simultaneous providers.</param>
internal sealed record LoadPhase(string Simulation, TimeSpan During, double Rate = 0, double From = 0, int Copies = 0)
{
    /// <summary>The number of planned arrivals in this phase.</summary>
    public int Count => Simulation switch
    {
        "Inject" => (int)(During.TotalSeconds * Rate),
        "RampingInject" => (int)(During.TotalSeconds * (From + Rate) / 2),
        "KeepConstant" or "RampingConstant" or "Pause" => 0,
        _ => throw new InvalidOperationException($"There is no simulation '{Simulation}'."),
    };

    /// <summary>The intended time of an arrival, from the start of the phase.</summary>
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

    /// <summary>The time at which a copy begins, from the start of the phase.</summary>
    public TimeSpan StartOf(int copy) => Simulation == "RampingConstant" ? During * copy / Copies : TimeSpan.Zero;
}
