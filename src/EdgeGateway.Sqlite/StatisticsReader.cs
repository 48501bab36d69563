using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite;

/// <summary>
/// Counts on a separate connection, so that no claim waits for it; the write-ahead log allows reading during writes. Counting all records
/// scans an index, so it is done at most once per <see cref="CountInterval"/>.
/// </summary>
internal sealed class StatisticsReader(LedgerFile file, TimeProvider timeProvider)
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _counted;
    private long? _records;

    /// <exception cref="LedgerUnavailableException">The file cannot be read.</exception>
    public LedgerStatistics Read()
    {
        lock (_lock)
        {
            try
            {
                using var connection = file.Connect();
                return Read(connection);
            }
            catch (SqliteFailureException exception)
            {
                throw new LedgerUnavailableException("The ledger's file cannot be read.", exception);
            }
        }
    }

    private LedgerStatistics Read(SqliteConnection connection)
    {
        if (_records is null || timeProvider.GetElapsedTime(_counted) >= CountInterval)
        {
            _records = connection.Scalar(LedgerStatements.Count);
            _counted = timeProvider.GetTimestamp();
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        using var open = connection.Prepare(LedgerStatements.OpenClaims);
        open.Bind(1, now);
        open.Step();
        var count = open.Int64(0);
        var oldest = count == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Max(0, now - open.Int64(2)));
        var disk = file.Disk;
        return new LedgerStatistics(_records, count, open.Int64(1), oldest, file.Size, CapacityBytes: null)
        {
            DiskFreeBytes = disk?.Free,
            DiskBytes = disk?.Size,
        };
    }
}
