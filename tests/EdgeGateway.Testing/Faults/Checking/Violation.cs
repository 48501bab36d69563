namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>A violated guarantee.</summary>
/// <param name="Guarantee">The guarantee.</param>
/// <param name="Content">The content; empty if unknown.</param>
/// <param name="What">What happened.</param>
/// <param name="Timeline">The related events, one per line.</param>
public sealed record Violation(Guarantee Guarantee, string Content, string What, string Timeline)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Guarantee}: {What}{Environment.NewLine}{Timeline}";
}
