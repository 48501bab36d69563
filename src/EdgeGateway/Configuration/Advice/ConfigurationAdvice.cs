namespace EdgeGateway.Configuration.Advice;

/// <summary>A property of a valid configuration that the operator should be aware of.</summary>
/// <param name="Rule">The name of the rule that found it, for tools that read the list.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Path">The setting concerned.</param>
/// <param name="Reason">The fact and its consequence.</param>
/// <param name="Remedy">What to do; empty if the reason says it.</param>
internal sealed record ConfigurationAdvice(string Rule, AdviceSeverity Severity, string Path, string Reason, string Remedy)
{
    /// <summary>One line without the severity.</summary>
    public override string ToString() => Remedy.Length == 0 ? $"{Path}: {Reason}" : $"{Path}: {Reason}; {Remedy}";
}
