using System.Collections.Immutable;

namespace EdgeGateway.Sending;

/// <summary>What a provider saw.</summary>
/// <param name="Lines">One for each kind of delivery.</param>
/// <param name="Answers">How many requests ended with each status, or without an answer.</param>
/// <param name="Milliseconds">How long answers took.</param>
/// <param name="Failures">The first deliveries that did not end as they should.</param>
/// <param name="Seconds">How long the run took.</param>
internal sealed record SendReport(
    ImmutableArray<SendLine> Lines, IReadOnlyDictionary<string, int> Answers, SendTimes Milliseconds, ImmutableArray<SendFailure> Failures, double Seconds)
{
    /// <summary>Whether everything genuine was acknowledged and everything forged refused.</summary>
    public bool IsAsExpected => Lines.All(static line => line.AsExpected == line.Sent);

    /// <summary>Writes the report for a person.</summary>
    public void Write(TextWriter output)
    {
        foreach (var line in Lines)
        {
            output.WriteLine(line.Kind switch
            {
                DeliveryKind.Tampered or DeliveryKind.Expired when line.Sent == 0 => $"{Word(line.Kind),-11}none sent: the scheme does not detect this",
                DeliveryKind.Tampered or DeliveryKind.Expired => $"{Word(line.Kind),-11}{line.AsExpected} of {line.Sent} refused",
                _ => $"{Word(line.Kind),-11}{line.AsExpected} of {line.Sent} acknowledged{(line.Retried > 0 ? $", {line.Retried} after retries" : "")}",
            });
        }

        output.WriteLine($"{"answers",-11}{string.Join(", ", Answers.Select(static pair => $"{pair.Value} × {pair.Key}"))}");
        output.WriteLine($"{"times",-11}median {Milliseconds.Median:0.0} ms, 95 % {Milliseconds.Percentile95:0.0} ms, longest {Milliseconds.Longest:0.0} ms; {Seconds:0.0} s in all");
        foreach (var failure in Failures)
        {
            output.WriteLine($"WRONG      {Word(failure.Kind)}, event {failure.Event}, attempt {failure.Attempts}: {(failure.Status is { } status ? $"{status} " : "")}{failure.Answer}");
        }

        output.WriteLine(IsAsExpected ? "everything as it should be" : "not everything as it should be");
    }

    private static string Word(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Genuine => "genuine",
        DeliveryKind.Duplicate => "duplicates",
        DeliveryKind.HungUp => "hung up",
        DeliveryKind.Tampered => "tampered",
        _ => "expired",
    };
}
