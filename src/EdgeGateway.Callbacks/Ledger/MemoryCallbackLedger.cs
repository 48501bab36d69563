namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// An in-memory ledger whose records are lost when the process ends. For tests and benchmarks, and for merchants that de-duplicate
/// themselves.
/// </summary>
public sealed class MemoryCallbackLedger(TimeProvider timeProvider) : ICallbackLedger
{
    private const int SweepEvery = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallbackKey, Record> _records = [];
    private readonly PriorityQueue<CallbackKey, long> _expirations = new();
    private readonly HashSet<Record> _open = [];
    private int _claims;

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        lock (_lock)
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            if (++_claims % SweepEvery == 0)
            {
                Sweep(now);
            }

            return ValueTask.FromResult(Claim(request, now));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(TryComplete(claim, acknowledgement));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(TryComplete(claim, acknowledgement: null));
    }

    /// <inheritdoc/>
    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            var open = _open.Where(record => record.Expires > now).ToList();
            var oldest = open.Count == 0 ? TimeSpan.Zero : now - open.Min(static record => record.FirstSeen);
            return ValueTask.FromResult(new LedgerStatistics(
                _records.Count, open.Count, open.Count(record => record.LeaseEnd <= now), oldest, SizeBytes: null, CapacityBytes: null));
        }
    }

    private ClaimResult Claim(in ClaimRequest request, DateTime now)
    {
        var (key, owner, retention, _) = request.Claim;
        if (_records.TryGetValue(key, out var record) && record.Expires > now)
        {
            var isSame = record.Fingerprint == request.Fingerprint;
            var isStanding = record.Owner is not null && record.LeaseEnd > now;

            // The clock was set back or the lease was shortened: a running claim must not last longer than one lease from now.
            if (isStanding && (isSame || request.ReplacesContent) && record.LeaseEnd > now + request.Lease)
            {
                record.LeaseEnd = now + request.Lease;
            }

            if (!isSame && (!request.ReplacesContent || isStanding || record.Acknowledgement is not null))
            {
                // The new content may continue under a separate key. This record must outlive that one, or the content could be delivered
                // again.
                var until = now + request.Lease + request.Claim.SettledRetention;
                if (record.Expires < until)
                {
                    Keep(key, record, until);
                }

                return ClaimResult.Conflict();
            }

            if (record.Acknowledgement is { } acknowledgement)
            {
                return ClaimResult.AlreadySettled(acknowledgement);
            }

            if (isStanding)
            {
                return ClaimResult.InFlight(record.LeaseEnd - now);
            }

            record.Fingerprint = request.Fingerprint;
        }
        else
        {
            if (record is not null)
            {
                _open.Remove(record);
            }

            record = new Record(request.Fingerprint, now);
            _records[key] = record;
        }

        _open.Add(record);
        record.Owner = owner;
        record.Attempt++;
        record.LeaseEnd = now + request.Lease;
        Keep(key, record, record.LeaseEnd + retention);
        return ClaimResult.Claimed(record.Attempt);
    }

    private bool TryComplete(Claim claim, RecordedAcknowledgement? acknowledgement)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            if (!_records.TryGetValue(claim.Key, out var record) || record.Owner != claim.Owner || record.Expires <= now)
            {
                return false;
            }

            _open.Remove(record);
            record.Owner = null;
            record.Acknowledgement = acknowledgement;
            Keep(claim.Key, record, now + (acknowledgement is null ? claim.Retention : claim.SettledRetention));
            return true;
        }
    }

    private void Keep(CallbackKey key, Record record, DateTime until)
    {
        // An entry that ends early is still removed at its original expiry.
        if (until > record.Expires)
        {
            _expirations.Enqueue(key, until.Ticks);
        }

        record.Expires = until;
    }

    private void Sweep(DateTime now)
    {
        while (_expirations.TryPeek(out var key, out var ticks) && ticks <= now.Ticks)
        {
            _expirations.Dequeue();
            if (_records.TryGetValue(key, out var record) && record.Expires <= now)
            {
                _records.Remove(key);
                _open.Remove(record);
            }
        }
    }

    private sealed class Record(Fingerprint fingerprint, DateTime firstSeen)
    {
        public Fingerprint Fingerprint { get; set; } = fingerprint;

        public DateTime FirstSeen { get; } = firstSeen;

        public OwnerToken? Owner { get; set; }

        public int Attempt { get; set; }

        public DateTime LeaseEnd { get; set; }

        public DateTime Expires { get; set; }

        public RecordedAcknowledgement? Acknowledgement { get; set; }
    }
}
