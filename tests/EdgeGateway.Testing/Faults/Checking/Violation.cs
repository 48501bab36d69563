namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>A promise that was broken.</summary>
/// <param name="Guarantee">Which.</param>
/// <param name="Content">For what; empty where nobody knows.</param>
/// <param name="What">What happened.</param>
/// <param name="Timeline">All that was seen of it, one line each.</param>
public sealed record Violation(Guarantee Guarantee, string Content, string What, string Timeline)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Guarantee}: {What}{Environment.NewLine}{Timeline}";
}
