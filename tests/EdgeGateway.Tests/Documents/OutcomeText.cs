using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Tests.Documents;

/// <summary>The text about an outcome in <c>docs/outcomes.md</c>.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Answer">What the provider receives.</param>
/// <param name="Action">Who must act, and how.</param>
internal sealed record OutcomeText(CallbackOutcome Outcome, string Meaning, string Answer, string Action);
