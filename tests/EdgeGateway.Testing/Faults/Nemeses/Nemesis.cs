using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>A fault that can be injected repeatedly.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Target">The component that it affects. A component has one fault at a time.</param>
/// <param name="BeginAsync">Begins it.</param>
/// <param name="EndAsync">Ends it; afterwards everything is as before, except for what the fault destroyed.</param>
public sealed record Nemesis(FaultKind Kind, string Target, Func<Task> BeginAsync, Func<Task> EndAsync)
{
    /// <summary>Begins, waits, ends, and records that.</summary>
    public async Task StrikeAsync(History history, TimeSpan hold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);

        var fault = history.NextNumber();
        history.Add(at => new HistoryEvent.FaultBegan(at, fault, Kind, Target));
        await BeginAsync();
        await Task.Delay(hold, cancellationToken);
        await EndAsync();
        history.Add(at => new HistoryEvent.FaultEnded(at, fault));
    }
}
