namespace EdgeGateway.Configuration.Advice;

/// <summary>A property of a valid configuration that the operator should be aware of.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Path">The setting concerned.</param>
/// <param name="Reason">The fact and its consequence.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ConfigurationAdvice(AdviceSeverity Severity, string Path, string Reason, string Remedy)
{
    /// <summary>One line without the severity.</summary>
    public override string ToString() => $"{Path}: {Reason}; {Remedy}";
}
