using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Ledger;

namespace EdgeGateway.Proxy.Deduplication;

/// <summary>
/// Claims a batch of several elements: the batch as it came, and each of its elements. Elements that are known from elsewhere would be
/// delivered again with it, and so it is refused, unless all of them are known.
/// </summary>
internal sealed class BatchClaims(LedgerClient ledger)
{
    /// <summary>The answer, in which a conflict is a batch with known elements.</summary>
    public async ValueTask<ClaimAnswer> ClaimAsync(CallbackContext callback)
    {
        var identity = callback.Verdict.Identity;
        var batch = ClaimRequests.Create(callback, identity.Key, replacesContent: false);
        var answer = ClaimAnswer.To(batch.Claim, await ledger.TryClaimAsync(callback, batch));
        if (!answer.IsClaimed)
        {
            return answer;
        }

        if (HoldsOneTwice(identity))
        {
            await ledger.TryReleaseAsync(batch.Claim);
            return new ClaimAnswer(ClaimResult.Conflict());
        }

        var held = new List<Claim>();
        var known = new List<ClaimResult>();
        foreach (CallbackPart part in identity.Parts)
        {
            var request = ClaimRequests.Create(callback, part.Key, part.Fingerprint, ClaimRequests.MayReplaceUnacknowledged(callback));
            switch (await ledger.TryClaimAsync(callback, request))
            {
                case null:
                    await ReleaseAsync(held, batch.Claim);
                    return default;
                case { Status: ClaimStatus.Claimed }:
                    held.Add(request.Claim);
                    break;
                case { } other:
                    known.Add(other);
                    break;
            }
        }

        if (known.Count == 0)
        {
            return answer with { Claims = answer.Claims with { Others = held } };
        }

        await ReleaseAsync(held, batch.Claim);
        return new ClaimAnswer(held.Count == 0 ? AllKnown(known) : ClaimResult.Conflict());
    }

    /// <summary>Whether two elements of the batch itself have one key: the second would be delivered again with the first.</summary>
    private static bool HoldsOneTwice(CallbackIdentity identity) =>
        identity.Parts.DistinctBy(static part => part.Key).Count() < identity.Parts.Length;

    /// <summary>A duplicate in another envelope, unless an element's content is another one.</summary>
    private static ClaimResult AllKnown(List<ClaimResult> known)
    {
        if (known.Exists(static result => result.Status == ClaimStatus.Conflict))
        {
            return ClaimResult.Conflict();
        }

        var inFlight = known.FindIndex(static result => result.Status == ClaimStatus.InFlight);
        return inFlight >= 0 ? known[inFlight] : known[0];
    }

    private async ValueTask ReleaseAsync(List<Claim> held, Claim batch)
    {
        foreach (var claim in held)
        {
            await ledger.TryReleaseAsync(claim);
        }

        await ledger.TryReleaseAsync(batch);
    }
}
