using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Requests;

namespace EdgeGateway.Explaining;

/// <summary>
/// Masks secrets in an explanation. Nothing puts one in; but a request may hold one by mistake, and what is printed often ends up in a ticket.
/// </summary>
internal static class SecretScrubber
{
    /// <summary>A shorter text would be found everywhere.</summary>
    private const int MinLength = 6;

    /// <summary>The explanation without the secrets of the configuration.</summary>
    public static Explanation Scrub(Explanation explanation, CallbackTarget target)
    {
        string[] secrets = [.. target.Others.Append(target).SelectMany(static profile => profile.Secrets.Values).Where(static secret => secret.Length >= MinLength)];
        return explanation with
        {
            Cause = Scrub(explanation.Cause, secrets),
            SignedOctets = Scrub(explanation.SignedOctets, secrets),
            Uncovered = Scrub(explanation.Uncovered, secrets),
            CallbackKey = Scrub(explanation.CallbackKey, secrets),
            Difference = explanation.Difference is { } difference
                ? difference with { Received = Scrub(difference.Received, secrets)!, Signed = Scrub(difference.Signed, secrets)! }
                : null,
        };
    }

    private static string? Scrub(string? text, string[] secrets) =>
        secrets.Aggregate(text, static (text, secret) => text?.Replace(secret, SignatureInspection.Mask, StringComparison.Ordinal));
}
