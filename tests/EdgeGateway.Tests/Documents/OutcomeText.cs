using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Tests.Documents;

/// <summary>What <c>docs/outcomes.md</c> says of an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Answer">What the provider gets.</param>
/// <param name="Action">Who must act, and how.</param>
internal sealed record OutcomeText(CallbackOutcome Outcome, string Meaning, string Answer, string Action);
