using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>What the rooms know of one attempt. Set as a feature of the request by the first room.</summary>
/// <param name="profile">What applies, as it was when the request came in: a reload does not change it on the way.</param>
/// <param name="headers">The request's headers.</param>
internal sealed class CallbackContext(CallbackProfile profile, IHeaderDictionary headers) : IHeaderSource
{
    private RoomDurations _durations;

    public CallbackProfile Profile { get; } = profile;

    /// <summary>The received bytes; from the buffering room on. The first room disposes it, last.</summary>
    public BufferedBody? Body { get; set; }

    /// <summary>The body's format; from the buffering room on.</summary>
    public BodyFormats Format { get; set; }

    /// <summary>The verdict, and what it tells of the callback; from the verification room on.</summary>
    public CallbackVerdict Verdict { get; set; }

    /// <summary>Which event it tells of, and with which content; from the verification room on.</summary>
    public CallbackIdentity Identity => Verdict.Identity;

    /// <summary>Whether it is let through once; a question is forwarded each time. From the verification room on.</summary>
    public bool IsDeduplicated => Profile.Deduplicate && !Verdict.IsQuestion;

    /// <summary>Whether the scheme says that it is forwarded each time, although the profile de-duplicates.</summary>
    public bool IsQuestion => Profile.Deduplicate && Verdict.IsQuestion;

    /// <summary>The claim that this attempt holds or held; null where it is not de-duplicated.</summary>
    public Claim? Claim { get; set; }

    /// <summary>The claims that are held beside <see cref="Claim"/>, and settled or released with it; null for none.</summary>
    public List<Claim>? OtherClaims { get; set; }

    /// <summary>What became of <see cref="Claim"/>.</summary>
    public ClaimState ClaimState { get; set; }

    /// <summary>How often this callback was let through, this time included; from the deduplication room on.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Another content holds the event's key, and this one goes on as a callback of its own.</summary>
    public bool IsConflict { get; set; }

    /// <summary>The signature has brought another content, so that this one is not delivered as a callback of its own.</summary>
    public bool IsRefusedConflict { get; set; }

    /// <summary>Let through without a claim, because the ledger did not answer.</summary>
    public bool IsUnclaimed { get; set; }

    /// <summary>The merchant's whole answer, or null while, or because, there is none.</summary>
    public MerchantAnswer? Answer { get; set; }

    /// <summary>What a duplicate is answered with.</summary>
    public RecordedAcknowledgement? Recorded { get; set; }

    /// <summary>What each room took, as far as the callback came.</summary>
    public ref RoomDurations Durations => ref _durations;

    /// <summary>How it ended.</summary>
    public CallbackOutcome Outcome { get; private set; }

    /// <summary>Why, in a word from a closed list; empty where the outcome says it all.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The status to answer with; 0 where the merchant's answer or the recorded one goes out.</summary>
    public int Status { get; private set; }

    /// <summary>The methods that the <c>Allow</c> header names; null for none.</summary>
    public string? AllowedMethods { get; set; }

    /// <summary>When sending again makes sense.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>What happens to another content under this callback's key.</summary>
    public ConflictPolicy OnConflict => Profile.ConflictPolicyOf(Verdict.Coverage);

    /// <summary>The key by which the merchant knows this callback.</summary>
    public CallbackKey Key => MerchantKey ?? Claim?.Key ?? Identity.Key;

    /// <summary>The key by which the merchant knows this callback, where it is not the claim's; otherwise null.</summary>
    public CallbackKey? MerchantKey { get; set; }

    /// <summary>Which of the merchant's answers acknowledge this callback.</summary>
    public AcknowledgementRule Acknowledgement => Verdict.ExpectedAnswer is null || Profile.Acknowledgement.Check != Profile.Scheme.Acknowledgement.Check
        ? Profile.Acknowledgement
        : Profile.Acknowledgement.WithExpected(Verdict.ExpectedAnswer);

    public static CallbackContext? Of(HttpContext context) => context.Features.Get<CallbackContext>();

    /// <summary>A request header by its name, for the verdict.</summary>
    public string? Find(string name) => headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Ends with an answer that the merchant gave, now or before.</summary>
    public void End(CallbackOutcome outcome, string reason = "")
    {
        Outcome = outcome;
        Status = 0;
        Reason = reason;
    }

    /// <summary>Ends with an answer of the gateway's own.</summary>
    public void End(CallbackOutcome outcome, int status, string reason = "", TimeSpan? retryAfter = null)
    {
        Outcome = outcome;
        Status = status;
        Reason = reason;
        RetryAfter = retryAfter;
    }
}
