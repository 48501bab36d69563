namespace EdgeGateway.Sqlite.Storage;

/// <summary>The SQL statements. An expired record counts as absent even if it was not yet removed.</summary>
internal static class LedgerStatements
{
    /// <summary>1 key, 2 now.</summary>
    public const string Find = """
        SELECT id, state, fingerprint, attempt, lease_end, status, content_type, body
        FROM callbacks WHERE key = ?1 AND expires > ?2
        """;

    /// <summary>1 key, 2 fingerprint, 3 owner, 4 now, 5 lease's end, 6 expiry. Replaces an expired record.</summary>
    public const string Insert = """
        INSERT OR REPLACE INTO callbacks (key, state, fingerprint, owner, attempt, first_seen, lease_end, expires)
        VALUES (?1, 1, ?2, ?3, 1, ?4, ?5, ?6)
        """;

    /// <summary>1 id, 2 owner, 3 attempt, 4 lease's end, 5 expiry, 6 fingerprint.</summary>
    public const string Reclaim =
        "UPDATE callbacks SET state = 1, owner = ?2, attempt = ?3, lease_end = ?4, expires = ?5, fingerprint = ?6 WHERE id = ?1";

    /// <summary>1 id, 2 expiry.</summary>
    public const string Prolong = "UPDATE callbacks SET expires = MAX(expires, ?2) WHERE id = ?1";

    /// <summary>1 id, 2 lease's end.</summary>
    public const string Shorten = "UPDATE callbacks SET lease_end = ?2 WHERE id = ?1";

    /// <summary>1 key, 2 owner, 3 now, 4 expiry, 5 status, 6 content type, 7 body. Only a claimed record has an owner.</summary>
    public const string Settle = """
        UPDATE callbacks SET state = 2, owner = NULL, expires = ?4, status = ?5, content_type = ?6, body = ?7
        WHERE key = ?1 AND owner = ?2 AND expires > ?3
        """;

    /// <summary>1 key, 2 owner, 3 now, 4 expiry.</summary>
    public const string Release = """
        UPDATE callbacks SET state = 3, owner = NULL, expires = ?4
        WHERE key = ?1 AND owner = ?2 AND expires > ?3
        """;

    /// <summary>1 now, 2 limit.</summary>
    public const string Sweep =
        "DELETE FROM callbacks WHERE id IN (SELECT id FROM callbacks WHERE expires <= ?1 ORDER BY expires LIMIT ?2)";

    /// <summary>Scans the smallest index.</summary>
    public const string Count = "SELECT COUNT(*) FROM callbacks";

    /// <summary>1 now. Reads only the index of the claimed records.</summary>
    public const string OpenClaims =
        "SELECT COUNT(*), COALESCE(SUM(lease_end <= ?1), 0), MIN(first_seen) FROM callbacks WHERE state = 1 AND expires > ?1";

    /// <summary>1 now.</summary>
    public const string Check = "INSERT OR REPLACE INTO checks (id, checked) VALUES (1, ?1)";

    /// <summary>1 key, 2 now.</summary>
    public const string Show = $"SELECT {Columns} FROM callbacks WHERE key = ?1 AND expires > ?2";

    /// <summary>1 id that the records are older than, 2 now, 3 limit. The newest first.</summary>
    public const string List = $"SELECT {Columns}, id FROM callbacks WHERE id < ?1 AND expires > ?2 ORDER BY id DESC LIMIT ?3";

    /// <summary>1 key, 2 now. Not a claim whose lease has not ended.</summary>
    public const string Forget = "DELETE FROM callbacks WHERE key = ?1 AND expires > ?2 AND NOT (state = 1 AND lease_end > ?2)";

    private const string Columns = "key, state, attempt, first_seen, lease_end, expires, owner, status, content_type, body";
}
