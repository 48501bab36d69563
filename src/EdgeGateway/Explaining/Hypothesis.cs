namespace EdgeGateway.Explaining;

/// <summary>One kind of mistake that makes genuine callbacks fail. Immutable and safe for concurrent use.</summary>
internal abstract class Hypothesis
{
    /// <summary>What to try, the most frequent mistakes first.</summary>
    public abstract IEnumerable<Trial> Trials(ExplainCase @case);
}
