using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>One attempt of a callback: each room leaves one value here. A feature of the request, set by the first room.</summary>
/// <param name="profile">What applied when the request came in; a reload in the meantime does not change it.</param>
/// <param name="headers">The request's headers.</param>
internal sealed class CallbackContext(CallbackProfile profile, IHeaderDictionary headers) : IHeaderSource
{
    private RoomDurations _durations;

    public CallbackProfile Profile { get; } = profile;

    /// <summary>The buffering room's value: the received bytes. The first room disposes it at the end.</summary>
    public BufferedBody? Body { get; set; }

    /// <summary>The verification room's value.</summary>
    public CallbackVerdict Verdict { get; set; }

    /// <summary>The deduplication room's value.</summary>
    public CallbackClaims Claims { get; set; }

    /// <summary>The forwarding room's value: the merchant's whole answer; null where there is none. The first room disposes it at the end.</summary>
    public MerchantAnswer? Answer { get; set; }

    /// <summary>How it ended; set by the room that does not pass it on, otherwise by the settlement room.</summary>
    public CallbackEnding Ending { get; set; }

    /// <summary>What the ledger or the merchant failed with, for the attempt's log line; null where none did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What each room took, as far as the callback came.</summary>
    public ref RoomDurations Durations => ref _durations;

    /// <summary>Whether each callback is let through once. A question is forwarded each time.</summary>
    public bool IsDeduplicated => Profile.Deduplicate && !Verdict.IsQuestion;

    /// <summary>Whether the scheme says that it is forwarded each time, although the profile de-duplicates.</summary>
    public bool IsQuestion => Profile.Deduplicate && Verdict.IsQuestion;

    /// <summary>What happens to another content under this callback's key.</summary>
    public ConflictPolicy OnConflict => Profile.ConflictPolicyOf(Verdict.Coverage);

    /// <summary>The key by which the merchant knows this callback.</summary>
    public CallbackKey Key => Claims.ContentKey ?? Verdict.Identity.Key;

    /// <summary>Which of the merchant's answers acknowledge this callback.</summary>
    public AcknowledgementRule Acknowledgement => Verdict.ExpectedAnswer is null || Profile.Acknowledgement.Check != Profile.Scheme.Acknowledgement.Check
        ? Profile.Acknowledgement
        : Profile.Acknowledgement.WithExpected(Verdict.ExpectedAnswer);

    public static CallbackContext? Of(HttpContext context) => context.Features.Get<CallbackContext>();

    /// <summary>A request header by its name, for the verdict.</summary>
    public string? Find(string name) => headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
