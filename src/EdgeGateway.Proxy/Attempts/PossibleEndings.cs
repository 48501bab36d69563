using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>The closed list of outcomes with the reasons that each can have.</summary>
internal static class PossibleEndings
{
    /// <summary>Every pair, in the order of the outcomes.</summary>
    public static ImmutableArray<(CallbackOutcome Outcome, CallbackReason Reason)> All { get; } =
        [.. Enum.GetValues<CallbackOutcome>().SelectMany(static outcome => ReasonsOf(outcome).Select(reason => (outcome, reason)))];

    /// <summary>The pairs that can occur with the profile's scheme and settings. When in doubt, a pair is included.</summary>
    public static IEnumerable<(CallbackOutcome Outcome, CallbackReason Reason)> Of(CallbackProfile profile) =>
        All.Where(ending => CanEndAs(profile, ending.Outcome) && CanEndFor(profile, ending.Reason));

    private static bool CanEndAs(CallbackProfile profile, CallbackOutcome outcome) => outcome switch
    {
        CallbackOutcome.AlreadySettled or CallbackOutcome.InFlight or CallbackOutcome.Conflict or CallbackOutcome.LedgerUnavailable => profile.Deduplicate,
        _ => true,
    };

    private static bool CanEndFor(CallbackProfile profile, CallbackReason reason) => reason switch
    {
        CallbackReason.ClientCertificate => profile.ClientCertificate is not null,
        CallbackReason.Concurrency => profile.MaxConcurrentCallbacks is not null,
        CallbackReason.Unclaimed => profile is { Deduplicate: true, OnLedgerUnavailable: LedgerUnavailablePolicy.Deliver },
        CallbackReason.RequirementNotMet => !profile.Verifier.Settings.Require.IsDefaultOrEmpty,
        _ => !Enum.IsDefined((RefusalReason)reason) || profile.Scheme.CanRefuseFor((RefusalReason)reason),
    };

    private static IEnumerable<CallbackReason> ReasonsOf(CallbackOutcome outcome) => outcome switch
    {
        CallbackOutcome.Delivered => [CallbackReason.None, CallbackReason.Unclaimed],
        CallbackOutcome.Conflict => [CallbackReason.None, CallbackReason.BatchOverlaps],
        CallbackOutcome.SignatureRejected => Refusals(static reason => reason >= RefusalReason.SignatureMissing),
        CallbackOutcome.Malformed =>
        [
            .. Refusals(static reason => reason is > RefusalReason.None and < RefusalReason.SignatureMissing),
            CallbackReason.TwoLengths, CallbackReason.TransferEncoding, CallbackReason.ShadowedMethod, CallbackReason.ShadowedPath,
        ],
        CallbackOutcome.SourceRefused => [CallbackReason.None, CallbackReason.ClientCertificate],
        CallbackOutcome.MerchantRefused => [CallbackReason.None, CallbackReason.NotAcknowledged],
        CallbackOutcome.MerchantUnreachable => [CallbackReason.NoDestination, CallbackReason.Timeout, CallbackReason.Connection, CallbackReason.Forwarding],
        CallbackOutcome.Indeterminate => [CallbackReason.Timeout, CallbackReason.Connection, CallbackReason.AnswerCutShort, CallbackReason.Forwarding],
        CallbackOutcome.Aborted => [CallbackReason.HangUp, CallbackReason.BodyTimeout, CallbackReason.BrokenBody],
        CallbackOutcome.Overloaded => [CallbackReason.BufferedBytes, CallbackReason.Concurrency],
        _ => [CallbackReason.None],
    };

    private static IEnumerable<CallbackReason> Refusals(Func<RefusalReason, bool> isOfTheOutcome) =>
        Enum.GetValues<RefusalReason>().Where(isOfTheOutcome).Select(static reason => (CallbackReason)reason);
}
