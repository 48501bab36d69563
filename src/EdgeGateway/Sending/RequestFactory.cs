using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Requests;

namespace EdgeGateway.Sending;

/// <summary>Makes the requests of a run. Immutable and safe for concurrent use.</summary>
/// <param name="target">The profile that signs.</param>
/// <param name="render">The unsigned request of an event, by its id.</param>
/// <param name="start">When the run began; it is a part of the ids.</param>
internal sealed class RequestFactory(CallbackTarget target, Func<string, CapturedRequest> render, DateTimeOffset start)
{
    /// <summary>How long before the present an expired request was signed, beyond what the profile accepts.</summary>
    private static readonly TimeSpan _staleness = TimeSpan.FromMinutes(10);

    private readonly CallbackSigner _signer = new(target.Scheme, target.Key, target.Settings);

    /// <summary>Why the gateway would refuse genuine requests, or none.</summary>
    public RefusalReason Check(DateTimeOffset now)
    {
        var reason = TrySign(0, now, out var signed);
        return reason == RefusalReason.None ? Verify(signed, now).Reason : reason;
    }

    /// <summary>Whether two events have keys of their own; otherwise every event is a duplicate of the first.</summary>
    public bool HasDistinctEvents(DateTimeOffset now)
    {
        TrySign(0, now, out var first);
        TrySign(1, now, out var second);
        return Verify(first, now).Identity.Key != Verify(second, now).Identity.Key;
    }

    /// <summary>The request of a delivery, signed now as a provider does for each attempt; null if the scheme does not detect the forgery.</summary>
    public PlannedRequest? Create(Delivery delivery, DateTimeOffset now)
    {
        var signedAt = delivery.Kind == DeliveryKind.Expired ? now - Tolerance - _staleness : now;
        if (TrySign(delivery.Event, signedAt, out var signed) != RefusalReason.None)
        {
            return null;
        }

        switch (delivery.Kind)
        {
            case DeliveryKind.Expired when !target.Scheme.SignsTime || Verify(signed, now).IsVerified:
                return null;
            case DeliveryKind.Tampered:
                return Tampering.Find(signed, request => Verify(request, now).Reason, request => Resign(request, now)) is { } altered
                    ? Plan(delivery, altered, target.Profile.Acknowledgement)
                    : null;
            default:
                var rule = target.Profile.Acknowledgement;
                return Plan(delivery, signed, Verify(signed, signedAt).ExpectedAnswer is { } expected ? rule.WithExpected(expected) : rule);
        }
    }

    private TimeSpan Tolerance => target.Settings.TimestampPast ?? target.Scheme.TimestampPast ?? target.Settings.ClockSkew;

    private PlannedRequest Plan(Delivery delivery, CallbackRequest request, AcknowledgementRule rule) => new(render(IdOf(delivery.Event)).With(request), rule);

    private string IdOf(int index) => EventIds.Of(start, index);

    private RefusalReason TrySign(int index, DateTimeOffset now, out CallbackRequest signed) =>
        _signer.TrySign(render(IdOf(index)).WithMediaType(target.Scheme).ToRequest(target.Scheme), now, IdOf(index), out signed);

    private CallbackRequest Resign(CallbackRequest request, DateTimeOffset now)
    {
        _signer.TrySign(request, now, "", out var signed);
        return signed;
    }

    private CallbackVerdict Verify(CallbackRequest request, DateTimeOffset now) => target.Profile.Verifier.Verify(request.ToMessage(), now);
}
