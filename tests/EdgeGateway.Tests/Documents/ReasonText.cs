using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Tests.Documents;

/// <summary>The text about a reason of one outcome in <c>docs/outcomes.md</c>.</summary>
/// <param name="Outcome">The outcome that it explains.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Answer">What the provider receives.</param>
/// <param name="Action">Who must act, and how.</param>
internal sealed record ReasonText(CallbackOutcome Outcome, CallbackReason Reason, string Meaning, string Answer, string Action)
{
    /// <summary>A reason of the verification for an ambiguous or invalid body, header or query string.</summary>
    public static ReasonText Malformed(CallbackReason reason, string meaning, string action, string answer = "400") =>
        new(CallbackOutcome.Malformed, reason, meaning, answer, action);

    /// <summary>A reason of the verification for a signature that is not valid.</summary>
    public static ReasonText Rejected(CallbackReason reason, string meaning, string action) =>
        new(CallbackOutcome.SignatureRejected, reason, meaning, "401", action);
}
