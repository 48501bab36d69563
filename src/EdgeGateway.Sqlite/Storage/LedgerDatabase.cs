using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>The ledger's rules in SQL. Not aware of callers or threads; the caller wraps the calls in a transaction.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _reclaim;
    private readonly SqliteStatement _prolong;
    private readonly SqliteStatement _shorten;
    private readonly SqliteStatement _settle;
    private readonly SqliteStatement _release;
    private readonly SqliteStatement _sweep;
    private readonly SqliteStatement _check;

    public LedgerDatabase(string path)
    {
        _connection = new SqliteConnection(path);
        try
        {
            LedgerSchema.Ensure(_connection);
            _find = _connection.Prepare(LedgerStatements.Find);
            _insert = _connection.Prepare(LedgerStatements.Insert);
            _reclaim = _connection.Prepare(LedgerStatements.Reclaim);
            _prolong = _connection.Prepare(LedgerStatements.Prolong);
            _shorten = _connection.Prepare(LedgerStatements.Shorten);
            _settle = _connection.Prepare(LedgerStatements.Settle);
            _release = _connection.Prepare(LedgerStatements.Release);
            _sweep = _connection.Prepare(LedgerStatements.Sweep);
            _check = _connection.Prepare(LedgerStatements.Check);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Records that were added since <see cref="Begin"/>.</summary>
    public int Added { get; private set; }

    public void Begin()
    {
        Added = 0;
        _connection.Begin();
    }

    public void Commit() => _connection.Commit();

    public ClaimResult Claim(in ClaimRequest request, long now)
    {
        _find.Bind(1, request.Claim.Key.Value);
        _find.Bind(2, now);
        if (!_find.Step())
        {
            return Insert(request, now);
        }

        try
        {
            return Read(request, now) ?? Reclaim(_find.Int64(0), (int)_find.Int64(3) + 1, request, now);
        }
        finally
        {
            _find.Reset();
        }
    }

    public bool Settle(in Claim claim, RecordedAcknowledgement acknowledgement, long now)
    {
        BindEnd(_settle, claim, now + Milliseconds(claim.SettledRetention), now);
        _settle.Bind(5, acknowledgement.Status);
        _settle.Bind(6, acknowledgement.ContentType);
        _settle.Bind(7, acknowledgement.Body.Span);
        return _settle.Execute() > 0;
    }

    public bool Release(in Claim claim, long now)
    {
        BindEnd(_release, claim, now + Milliseconds(claim.Retention), now);
        return _release.Execute() > 0;
    }

    /// <summary>Removes up to <paramref name="limit"/> expired records and returns their number.</summary>
    public int Sweep(long now, int limit)
    {
        _sweep.Bind(1, now);
        _sweep.Bind(2, limit);
        return _sweep.Execute();
    }

    /// <summary>Writes a row, to detect a full or read-only disk.</summary>
    public void Check(long now)
    {
        _check.Bind(1, now);
        _check.Execute();
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_find, _insert, _reclaim, _prolong, _shorten, _settle, _release, _sweep, _check])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Reads the current record; null if it is free.</summary>
    private ClaimResult? Read(in ClaimRequest request, long now)
    {
        var state = (RecordState)_find.Int64(1);
        var remaining = state is RecordState.Claimed ? _find.Int64(4) - now : 0;
        var isSame = _find.UInt128(2) == request.Fingerprint.Value;
        if (remaining > 0 && (isSame || request.ReplacesContent))
        {
            remaining = Limit(remaining, request, now);
        }

        if (!isSame && (!request.ReplacesContent || remaining > 0 || state is RecordState.Settled))
        {
            // The new content may continue under a separate key. This record must outlive that one, or the content could be delivered
            // again.
            _prolong.Bind(1, _find.Int64(0));
            _prolong.Bind(2, now + Milliseconds(request.Lease + request.Claim.SettledRetention));
            _prolong.Execute();
            return ClaimResult.Conflict();
        }

        if (state is RecordState.Settled)
        {
            return ClaimResult.AlreadySettled(new((int)_find.Int64(5), _find.Text(6), _find.Blob(7)));
        }

        return remaining > 0 ? ClaimResult.InFlight(TimeSpan.FromMilliseconds(remaining)) : null;
    }

    /// <summary>The clock was set back or the lease was shortened: a running claim must not last longer than one lease from now.</summary>
    private long Limit(long remaining, in ClaimRequest request, long now)
    {
        var lease = Milliseconds(request.Lease);
        if (remaining <= lease)
        {
            return remaining;
        }

        _shorten.Bind(1, _find.Int64(0));
        _shorten.Bind(2, now + lease);
        _shorten.Execute();
        return lease;
    }

    private ClaimResult Insert(in ClaimRequest request, long now)
    {
        _insert.Bind(1, request.Claim.Key.Value);
        _insert.Bind(2, request.Fingerprint.Value);
        _insert.Bind(3, request.Claim.Owner.Value);
        _insert.Bind(4, now);
        _insert.Bind(5, now + Milliseconds(request.Lease));
        _insert.Bind(6, now + Milliseconds(request.Lease) + Milliseconds(request.Claim.Retention));
        _insert.Execute();
        Added++;
        return ClaimResult.Claimed(1);
    }

    private ClaimResult Reclaim(long id, int attempt, in ClaimRequest request, long now)
    {
        _reclaim.Bind(1, id);
        _reclaim.Bind(2, request.Claim.Owner.Value);
        _reclaim.Bind(3, attempt);
        _reclaim.Bind(4, now + Milliseconds(request.Lease));
        _reclaim.Bind(5, now + Milliseconds(request.Lease) + Milliseconds(request.Claim.Retention));
        _reclaim.Bind(6, request.Fingerprint.Value);
        _reclaim.Execute();
        return ClaimResult.Claimed(attempt);
    }

    private static void BindEnd(SqliteStatement statement, in Claim claim, long expires, long now)
    {
        statement.Bind(1, claim.Key.Value);
        statement.Bind(2, claim.Owner.Value);
        statement.Bind(3, now);
        statement.Bind(4, expires);
    }

    private static long Milliseconds(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);
}
