namespace EdgeGateway.Configuration.Advice;

/// <summary>Something about a valid configuration that its operator should decide knowingly.</summary>
/// <param name="Severity">How much depends on it.</param>
/// <param name="Path">The setting that it is about.</param>
/// <param name="Reason">What is so, and what follows from it.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ConfigurationAdvice(AdviceSeverity Severity, string Path, string Reason, string Remedy)
{
    /// <summary>One line without the severity.</summary>
    public override string ToString() => $"{Path}: {Reason}; {Remedy}";
}
