using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>One fault that can be made again and again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Target">What it strikes; nothing is struck by two at once.</param>
/// <param name="BeginAsync">Makes it.</param>
/// <param name="EndAsync">Ends it; when this has ended all is as before, but for what the fault has destroyed.</param>
public sealed record Nemesis(FaultKind Kind, string Target, Func<Task> BeginAsync, Func<Task> EndAsync)
{
    /// <summary>Begins, holds for a while, ends, and writes that down.</summary>
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
