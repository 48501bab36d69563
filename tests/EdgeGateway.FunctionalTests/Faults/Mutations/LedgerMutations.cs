using System.Collections.Concurrent;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Defects of a ledger or its caller.</summary>
internal static class LedgerMutations
{
    /// <summary>Forwards without waiting for the ledger.</summary>
    public sealed class ClaimNotAwaited(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            await Inner.ClaimAsync(request, cancellationToken);
            return ClaimResult.Claimed(attempt: 1);
        }
    }

    /// <summary>Settles before the merchant has answered.</summary>
    public sealed class SettledAtTheClaim(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var result = await Inner.ClaimAsync(request, cancellationToken);
            if (result.Status == ClaimStatus.Claimed)
            {
                await Inner.SettleAsync(request.Claim, MadeUp, cancellationToken);
            }

            return result;
        }
    }

    /// <summary>Answers a duplicate as settled while the first is in flight.</summary>
    public sealed class DuplicateAnsweredInFlight(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var result = await Inner.ClaimAsync(request, cancellationToken);
            return result.Status == ClaimStatus.InFlight ? ClaimResult.AlreadySettled(MadeUp) : result;
        }
    }

    /// <summary>Releases a key for any owner.</summary>
    public sealed class ReleasedWithoutOwner(ICallbackLedger inner) : LedgerMutation(inner)
    {
        private readonly ConcurrentDictionary<CallbackKey, Claim> _owners = new();

        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var result = await Inner.ClaimAsync(request, cancellationToken);
            if (result.Status == ClaimStatus.Claimed)
            {
                _owners[request.Claim.Key] = request.Claim;
            }

            return result;
        }

        public override ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) =>
            Inner.ReleaseAsync(_owners.GetValueOrDefault(claim.Key, claim), cancellationToken);
    }

    /// <summary>Ignores the fingerprint.</summary>
    public sealed class FingerprintIgnored(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            Inner.ClaimAsync(request with { Fingerprint = default }, cancellationToken);
    }

    /// <summary>Reports success without recording.</summary>
    public sealed class SettlementDropped(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            ValueTask.FromResult(true);
    }

    /// <summary>Releases instead of settling.</summary>
    public sealed class SettlementReleases(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            Inner.ReleaseAsync(claim, cancellationToken);
    }

    /// <summary>Ends the lease while the merchant still processes the callback.</summary>
    public sealed class LeaseTooShort(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            Inner.ClaimAsync(request with { Lease = TimeSpan.FromMilliseconds(10) }, cancellationToken);
    }

    /// <summary>Does not release what the merchant refused.</summary>
    public sealed class NeverReleased(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            Inner.ClaimAsync(request with { Lease = TimeSpan.FromHours(1) }, cancellationToken);

        public override ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) => ValueTask.FromResult(true);
    }

    /// <summary>Reports every delivery as the first attempt.</summary>
    public sealed class AttemptsNotCounted(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var result = await Inner.ClaimAsync(request, cancellationToken);
            return result.Status == ClaimStatus.Claimed ? ClaimResult.Claimed(attempt: 1) : result;
        }
    }

    /// <summary>Keeps the first content's record although the merchant has not acknowledged it.</summary>
    public sealed class ContentNeverYields(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            Inner.ClaimAsync(request with { ReplacesContent = false }, cancellationToken);
    }

    /// <summary>Gives all callbacks of a profile one key.</summary>
    public sealed class KeysCollapse(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            Inner.ClaimAsync(request with { Claim = Collapsed(request.Claim), Fingerprint = default }, cancellationToken);

        public override ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            Inner.SettleAsync(Collapsed(claim), acknowledgement, cancellationToken);

        public override ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) =>
            Inner.ReleaseAsync(Collapsed(claim), cancellationToken);

        private static Claim Collapsed(Claim claim) => claim with { Key = new CallbackKey(claim.Key.Value.Split('/')[0]) };
    }

    /// <summary>Deletes settled records while providers still retry.</summary>
    public sealed class RetentionTooShort(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            Inner.SettleAsync(claim with { Retention = TimeSpan.FromMilliseconds(1) }, acknowledgement, cancellationToken);
    }

    /// <summary>Continues with an empty ledger, as after a start in another directory.</summary>
    public sealed class LedgerLeftBehind(ICallbackLedger inner) : LedgerMutation(inner)
    {
        private const int Claims = 60;

        private readonly MemoryCallbackLedger _other = new(TimeProvider.System);
        private int _claims;

        private ICallbackLedger Present => Volatile.Read(ref _claims) > Claims ? _other : Inner;

        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _claims);
            return Present.ClaimAsync(request, cancellationToken);
        }

        public override ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            Present.SettleAsync(claim, acknowledgement, cancellationToken);

        public override ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) => Present.ReleaseAsync(claim, cancellationToken);
    }

    /// <summary>Treats a retry of a released content as a conflict.</summary>
    public sealed class ReleasedRecordConflicts(ICallbackLedger inner) : LedgerMutation(inner)
    {
        private readonly ConcurrentDictionary<CallbackKey, bool> _released = new();

        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            _released.ContainsKey(request.Claim.Key) ? ValueTask.FromResult(ClaimResult.Conflict()) : Inner.ClaimAsync(request, cancellationToken);

        public override ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
        {
            _released[claim.Key] = true;
            return Inner.ReleaseAsync(claim, cancellationToken);
        }
    }

    /// <summary>Cannot return recorded acknowledgements: every duplicate is answered with an error.</summary>
    public sealed class RecordCannotBeWritten(ICallbackLedger inner) : LedgerMutation(inner)
    {
        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var result = await Inner.ClaimAsync(request, cancellationToken);
            return result.Status == ClaimStatus.AlreadySettled
                ? throw new InvalidOperationException("The recorded answer cannot be written.")
                : result;
        }
    }
}
