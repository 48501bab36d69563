using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Tests.Documents;

/// <summary>The meaning of each outcome, for operators.</summary>
internal static class OutcomeTexts
{
    private const string Nobody = "Nobody.";
    private const string SeeReason = "See the reason.";

    public static IReadOnlyList<OutcomeText> All { get; } =
    [
        new(CallbackOutcome.None, "The gateway itself failed: an exception, or the request was abandoned.", "500, or a closed connection",
            "The operator: the log has the exception. Report it as a bug. A claim that was held is released, unless the merchant may have the callback; then its lease ends it."),
        new(CallbackOutcome.Delivered, "The merchant acknowledged the callback.", "the merchant's answer", Nobody),
        new(CallbackOutcome.AlreadySettled, "A duplicate: the merchant acknowledged this callback before, and does not see it again.", "the recorded acknowledgement", Nobody),
        new(CallbackOutcome.InFlight, "A duplicate: the same callback is at the merchant now, or an earlier attempt was left to its lease.",
            "503, with `Retry-After`: the rest of the lease", "Nobody: the provider sends it again. If it lasts, see [Claims are older than their lease](operations.md#claims-are-older-than-their-lease)."),
        new(CallbackOutcome.Conflict, "The key is known with another content, and the profile refuses conflicts.", "422",
            "The operator: compare the two callbacks with the provider. If the provider reuses its ids, add the field that tells the events apart to the profile's `Identity`, or set `OnConflict` to `Deliver`. See [The gateway reports conflicts](operations.md#the-gateway-reports-conflicts)."),
        new(CallbackOutcome.SignatureRejected, "The signature is missing or not valid. Nothing is forwarded.", "401", SeeReason),
        new(CallbackOutcome.Malformed, "The request cannot be read, could be read in two ways, or is not what the profile lets through.", "400; 404, 405 or 422 for some reasons", SeeReason),
        new(CallbackOutcome.BodyTooLarge, "The body is longer than the profile's `MaxBodyBytes`.", "413", "The operator: raise `MaxBodyBytes` if the callback is genuine."),
        new(CallbackOutcome.UnsupportedMedia, "The `Content-Type` is not one of the scheme's, the charset is not UTF-8, or the body is compressed.", "415",
            "The operator: compare the request's `Content-Type` and `Content-Encoding` with the provider's documentation; something in front of the gateway may change them."),
        new(CallbackOutcome.SourceRefused, "The sender's address is not in the profile's `AllowedNetworks`, or see the reason.", "403",
            "The operator: if the provider sends from new addresses, add them to `AllowedNetworks`. Behind a proxy the address is the proxy's until it is one of `Inbound:TrustedProxies`."),
        new(CallbackOutcome.MerchantRefused, "The merchant answered, but not with the profile's `Acknowledgement`. The claim is released.", "the merchant's answer, or 503 for `not_acknowledged`",
            "The merchant: the log line says what was expected and what came. See [The merchant refuses](operations.md#the-merchant-refuses)."),
        new(CallbackOutcome.MerchantUnreachable, "Nothing was sent to the merchant. The claim is released.", "502, 503 or 504", SeeReason),
        new(CallbackOutcome.Indeterminate, "The callback was sent, and no whole answer came back: the merchant may have taken it. The claim stands until its lease ends.",
            "504, with `Retry-After`: the profile's `Lease`", SeeReason),
        new(CallbackOutcome.LedgerUnavailable, "The ledger did not answer, and the profile's `OnLedgerUnavailable` is `Refuse`. Nothing is forwarded.", "503, with `Retry-After`: 5 s",
            "The operator: see [The ledger is down](operations.md#the-ledger-is-down)."),
        new(CallbackOutcome.Aborted, "The body did not arrive completely.", "400 or 408, if the connection is still open", SeeReason),
        new(CallbackOutcome.Overloaded, "A limit of the configuration is reached.", "503, with `Retry-After`: 5 s", SeeReason),
    ];
}
