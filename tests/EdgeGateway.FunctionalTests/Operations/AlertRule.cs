namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>One alert of the shipped rules.</summary>
/// <param name="Name">The name.</param>
/// <param name="Severity">The severity; empty for none.</param>
/// <param name="Expression">When it fires.</param>
/// <param name="RunbookUrl">What to do.</param>
internal sealed record AlertRule(string Name, string Severity, string Expression, string RunbookUrl);
