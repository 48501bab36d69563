using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Requests;

namespace EdgeGateway.Explaining;

/// <summary>
/// Finds out why a request does not verify: by correcting what people get wrong, one thing after the other, until the signature matches. The
/// work is bounded. What is said holds no secret, and of a request that does not verify no digest that would.
/// </summary>
internal static class Explainer
{
    /// <summary>How many variants are tried.</summary>
    private const int MaxTrials = 20_000;

    /// <summary>How many octets all variants may have.</summary>
    private const long MaxOctets = 256L * 1024 * 1024;

    private static readonly Hypothesis[] _ofTheRequest =
    [
        new BodyBytesHypothesis(), new SignatureTextHypothesis(), new PublicUrlHypothesis(), new JsonWritingHypothesis(), new FormWritingHypothesis(),
        new MediaTypeHypothesis(), new SettingsHypothesis(), new ValuesHypothesis(), new FieldsHypothesis(),
    ];

    private static readonly Hypothesis[] _ofTheProfile = [new SecretTextHypothesis(), new OtherSecretHypothesis(), new OtherSchemeHypothesis()];

    /// <summary>Explains a request.</summary>
    /// <param name="target">The profile that verifies it.</param>
    /// <param name="captured">The request.</param>
    /// <param name="now">The time to judge it at.</param>
    public static Explanation Explain(CallbackTarget target, CapturedRequest captured, DateTimeOffset now)
    {
        var @case = new ExplainCase(target, captured);
        var verdict = @case.Input.Verify(now);
        var octets = @case.Input.Inspect().SignedOctets.Span;
        var explanation = new Explanation
        {
            Verifies = verdict.IsVerified,
            Reason = verdict.IsVerified ? null : ReasonWords.Of(verdict.Reason),
            SignedOctets = octets.IsEmpty ? null : Difference.Visible(octets),
        };
        explanation = verdict.IsVerified ? explanation with
        {
            KeyId = verdict.Key?.Id,
            Rendering = ReasonWords.Of(verdict.Rendering),
            Coverage = ReasonWords.Of(verdict.Coverage),
            Uncovered = verdict.Uncovered,
            CallbackKey = verdict.Identity.Key.Value,
        }
            : ExplainInput.MatchesSignature(verdict.Reason) ? explanation with
            {
                Cause = Causes.BehindTheSignature(@case.Input, verdict.Reason, now),
                IsProven = true,
                KeyId = KeyOf(@case.Input, verdict, now),
            }
            : Find(@case, verdict.Reason, explanation, now);
        return SecretScrubber.Scrub(explanation, target);
    }

    private static Explanation Find(ExplainCase @case, RefusalReason reason, Explanation explanation, DateTimeOffset now)
    {
        var budget = new TrialBudget(MaxTrials, MaxOctets);
        var found = Trials(@case).TakeWhile(budget.TryTake)
            .FirstOrDefault(trial => ExplainInput.MatchesSignature(trial.Input.Verify(now).Reason));
        if (found is null)
        {
            return explanation with { Cause = Causes.WithoutMatch(@case, reason), Tried = budget.Taken };
        }

        var verdict = found.Input.Verify(now);
        var then = verdict.IsVerified ? "" : $"; then {Causes.BehindTheSignature(found.Input, verdict.Reason, now)}";
        return explanation with
        {
            Cause = found.Cause + then,
            IsProven = true,
            KeyId = KeyOf(found.Input, verdict, now),
            Difference = found.Input.Scheme == @case.Input.Scheme ? DifferenceOf(@case.Input, found.Input) : null,
            Tried = budget.Taken,
        };
    }

    /// <summary>The difference of the signed octets, or of the bodies where the received one cannot be read.</summary>
    private static Difference? DifferenceOf(ExplainInput received, ExplainInput expected)
    {
        var octets = received.Inspect().SignedOctets.Span;
        return octets.IsEmpty ? Difference.Between(received.Request.Body.Span, expected.Request.Body.Span) : Difference.Between(octets, expected.Inspect().SignedOctets.Span);
    }

    /// <summary>The key that signed; of an expired callback the one that verifies it at its own time.</summary>
    private static string? KeyOf(ExplainInput input, in CallbackVerdict verdict, DateTimeOffset now) =>
        (verdict.IsVerified ? verdict : input.Verify(input.Inspect().Time is { } time ? time - TimeSpan.FromSeconds(1) : now)).Key?.Id;

    /// <summary>Single mistakes first, then one in the request together with one in the profile.</summary>
    private static IEnumerable<Trial> Trials(ExplainCase @case)
    {
        Trial[] ofTheProfile = [.. _ofTheProfile.SelectMany(hypothesis => hypothesis.Trials(@case))];
        foreach (var trial in _ofTheRequest.SelectMany(hypothesis => hypothesis.Trials(@case)).Concat(ofTheProfile))
        {
            yield return trial;
        }

        foreach (var request in _ofTheRequest.SelectMany(hypothesis => hypothesis.Trials(@case)))
        {
            foreach (var profile in ofTheProfile.Where(profile => profile.Input.Scheme == request.Input.Scheme))
            {
                yield return new Trial($"{request.Cause}; and {profile.Cause}", request.Input.With(profile.Input.Keys));
            }
        }
    }
}
