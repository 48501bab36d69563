namespace EdgeGateway.Sqlite.Storage;

/// <summary>The file format and its version.</summary>
internal static class LedgerSchema
{
    /// <summary>Kept in the file as <c>PRAGMA user_version</c>.</summary>
    public const int Version = 1;

    /// <remarks>
    /// Rows are stored in order of arrival, so that settling and sweeping touch adjacent pages. Only the index on the key is accessed
    /// randomly, and it is small. A table ordered by key would rewrite a page per row and get slower as it grows.
    /// </remarks>
    private const string Create = """
        CREATE TABLE callbacks (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            state INTEGER NOT NULL,         -- 1 claimed, 2 settled, 3 released
            fingerprint BLOB NOT NULL,
            owner BLOB,                     -- while claimed
            attempt INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,    -- this and the other times: unix milliseconds
            lease_end INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            status INTEGER,                 -- this and the rest: the acknowledgement, once settled
            content_type TEXT,
            body BLOB
        );
        CREATE INDEX callbacks_expires ON callbacks (expires);
        -- A partial index: claimed records are few, and are found without reading the others.
        CREATE INDEX callbacks_claimed ON callbacks (first_seen, lease_end, expires) WHERE state = 1;
        CREATE TABLE checks (id INTEGER PRIMARY KEY CHECK (id = 1), checked INTEGER NOT NULL);
        PRAGMA user_version = 1;
        """;

    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        if (VersionOf(connection) == Version)
        {
            return;
        }

        // Another process may create the schema concurrently: check again while holding the write lock.
        connection.Begin();
        if (VersionOf(connection) == 0)
        {
            connection.Execute(Create);
        }

        connection.Commit();
    }

    private static long VersionOf(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        return version <= Version ? version : throw new InvalidOperationException(
            $"The ledger's file has format {version}; this program knows formats up to {Version}. Run the program that wrote it, or a newer one.");
    }
}
