namespace EdgeGateway.Sending;

/// <summary>Counts what a provider sees. Safe for concurrent use.</summary>
internal sealed class SendTally
{
    /// <summary>How many failures are shown.</summary>
    private const int MaxFailures = 5;

    private readonly Lock _lock = new();
    private readonly List<DeliveryResult> _results = [];
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly List<double> _milliseconds = [];

    /// <summary>Adds one request's end.</summary>
    public void Add(AttemptResult attempt)
    {
        lock (_lock)
        {
            var answer = attempt.Status is { } status ? $"{status}" : attempt.Answer;
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
            if (attempt.Status is not null)
            {
                _milliseconds.Add(attempt.Duration.TotalMilliseconds);
            }
        }
    }

    /// <summary>Adds one delivery's end.</summary>
    public void Add(DeliveryResult result)
    {
        lock (_lock)
        {
            _results.Add(result);
        }
    }

    /// <summary>One line for a terminal.</summary>
    public string ToLine(int deliveries)
    {
        lock (_lock)
        {
            return $"{_results.Count} of {deliveries} done, {_answers.Values.Sum()} requests, {_results.Count(static result => !result.IsAsExpected)} not as they should be";
        }
    }

    /// <summary>What the provider saw.</summary>
    public SendReport ToReport(TimeSpan duration)
    {
        lock (_lock)
        {
            var sorted = _milliseconds.Order().ToArray();
            return new SendReport(
                [.. Enum.GetValues<DeliveryKind>().Select(LineOf).Where(static line => line.Sent + line.Skipped > 0)],
                _answers.ToDictionary(),
                new SendTimes(At(sorted, 0.5), At(sorted, 0.95), sorted.LastOrDefault()),
                [.. _results.Where(static result => !result.IsAsExpected).Take(MaxFailures)
                    .Select(static result => new SendFailure(result.Delivery.Kind, result.Delivery.Event, result.Attempts, result.Last.Status, result.Last.Answer))],
                duration.TotalSeconds);
        }
    }

    private SendLine LineOf(DeliveryKind kind)
    {
        var results = _results.Where(result => result.Delivery.Kind == kind && result.Attempts > 0).ToList();
        return new SendLine(
            kind,
            results.Count,
            results.Count(static result => result.IsAsExpected),
            results.Count(result => result is { IsAsExpected: true, Delivery.IsForged: false } && result.Attempts > (kind == DeliveryKind.HungUp ? 2 : 1)),
            _results.Count(result => result.Delivery.Kind == kind && result.Attempts == 0));
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
