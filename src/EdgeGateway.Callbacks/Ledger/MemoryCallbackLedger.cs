namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// An in-memory ledger whose records are lost when the process ends. For tests and benchmarks, and for merchants that de-duplicate
/// themselves.
/// </summary>
public sealed class MemoryCallbackLedger(TimeProvider timeProvider) : ICallbackLedger
{
    private const int SweepEvery = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallbackKey, MemoryRecord> _records = [];
    private readonly PriorityQueue<CallbackKey, long> _expirations = new();
    private readonly HashSet<MemoryRecord> _open = [];
    private int _claims;

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        lock (_lock)
        {
            var now = Now;
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
            var now = Now;
            var open = _open.Where(record => record.Expires > now).ToList();
            var oldest = open.Count == 0 ? TimeSpan.Zero : now - open.Min(static record => record.FirstSeen);
            return ValueTask.FromResult(new LedgerStatistics(
                _records.Count, open.Count, open.Count(record => record.LeaseEnd <= now), oldest, SizeBytes: null, CapacityBytes: null));
        }
    }

    /// <summary>Copies the record of a key; null if there is none.</summary>
    internal LedgerRecord? Find(CallbackKey key)
    {
        lock (_lock)
        {
            return _records.TryGetValue(key, out var record) && record.Expires > Now ? record.ToLedgerRecord(key) : null;
        }
    }

    /// <summary>Copies the records that match a filter, the newest first. Claims wait meanwhile.</summary>
    internal List<LedgerRecord> Read(LedgerRecordFilter filter)
    {
        lock (_lock)
        {
            var now = Now;
            return
            [
                .. _records.Where(pair => pair.Value.Expires > now).Select(static pair => pair.Value.ToLedgerRecord(pair.Key))
                    .Where(filter.Matches).OrderByDescending(static record => record.FirstSeen),
            ];
        }
    }

    /// <summary>Frees a key that an owner has claimed; false if it has not.</summary>
    internal bool Release(CallbackKey key, OwnerToken owner, TimeSpan retention) => TryComplete(new Claim(key, owner, retention), acknowledgement: null);

    /// <summary>Removes a record that nobody holds; false if there is none.</summary>
    internal bool Forget(CallbackKey key)
    {
        lock (_lock)
        {
            var now = Now;
            if (!_records.TryGetValue(key, out var record) || record.Expires <= now || (record.Owner is not null && record.LeaseEnd > now))
            {
                return false;
            }

            _open.Remove(record);
            return _records.Remove(key);
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

            record = new MemoryRecord(request.Fingerprint, now);
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
            var now = Now;
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

    private void Keep(CallbackKey key, MemoryRecord record, DateTime until)
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
}
