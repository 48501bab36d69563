using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Sqlite;

/// <summary>The file's format, which other versions read, and errors when it cannot be used.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly LedgerDirectory _directory = new();
    private readonly TestTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Constructor_NoFile_CreatesTheKnownFormat()
    {
        await Open().DisposeAsync();

        Assert.Equal(["1"], _directory.Query("PRAGMA user_version"));
        Assert.Equal(["wal"], _directory.Query("PRAGMA journal_mode"));
        Assert.Equal(
            [
                "id|INTEGER|0", "key|TEXT|1", "state|INTEGER|1", "fingerprint|BLOB|1", "owner|BLOB|0", "attempt|INTEGER|1",
                "first_seen|INTEGER|1", "lease_end|INTEGER|1", "expires|INTEGER|1", "status|INTEGER|0", "content_type|TEXT|0", "body|BLOB|0",
            ],
            _directory.Query("SELECT name, type, \"notnull\" FROM pragma_table_info('callbacks')"));
        Assert.Equal(
            ["callbacks_claimed|0", "callbacks_expires|0", "sqlite_autoindex_callbacks_1|1"],
            _directory.Query("SELECT name, \"unique\" FROM pragma_index_list('callbacks') ORDER BY name"));
    }

    [Fact]
    public async Task SettleAsync_Claimed_WritesAReadableRow()
    {
        await using (var ledger = Open())
        {
            var claim = new Claim(new CallbackKey("cactus:1"), new OwnerToken(0xA), TimeSpan.FromSeconds(100));
            await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(0xF), TimeSpan.FromSeconds(50)), Token);
            Assert.Equal(["1|0000000000000000000000000000000A"], _directory.Query("SELECT state, hex(owner) FROM callbacks"));

            _time.Advance(TimeSpan.FromSeconds(1));
            await ledger.SettleAsync(claim, new RecordedAcknowledgement(202, "text/plain", "OK"u8.ToArray()), Token);
        }

        var seen = TestTimeProvider.Start.ToUnixTimeMilliseconds();
        Assert.Equal(
            [$"cactus:1|2|0000000000000000000000000000000F||1|{seen}|{seen + 50_000}|{seen + 101_000}|202|text/plain|OK"],
            _directory.Query(
                "SELECT key, state, hex(fingerprint), owner, attempt, first_seen, lease_end, expires, status, content_type, CAST(body AS TEXT) FROM callbacks"));
    }

    /// <summary>The write-ahead log can be many times as large as the database.</summary>
    [Fact]
    public async Task GetStatisticsAsync_Size_IsThatOfTheDatabaseAndItsLog()
    {
        await using var ledger = Open();
        for (var index = 0; index < 100; index++)
        {
            var claim = new Claim(new CallbackKey($"cactus:{index}"), new OwnerToken(0xA), TimeSpan.FromSeconds(100));
            await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(0xF), TimeSpan.FromSeconds(50)), Token);
        }

        var statistics = await ledger.GetStatisticsAsync(Token);

        var log = new FileInfo(_directory.Path + "-wal").Length;
        Assert.True(log > 0);
        Assert.Equal(new FileInfo(_directory.Path).Length + log, statistics.SizeBytes);
        Assert.InRange(statistics.DiskFreeBytes!.Value, 1, statistics.DiskBytes!.Value);
    }

    [Fact]
    public async Task Constructor_NoFile_CreatesItForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no such modes.
            return;
        }

        await using var ledger = Open();
        await ledger.CheckAsync(Token);

        foreach (var path in (string[])[_directory.Path, _directory.Path + "-wal", _directory.Path + "-shm"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Constructor_FilesOpenToOthers_AreTightenedAndNamed()
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no such modes.
            return;
        }

        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        string[] files = [_directory.Path, _directory.Path + "-wal", _directory.Path + "-shm"];
        await using var first = Open();
        await first.CheckAsync(Token);
        Assert.Empty(first.TightenedFiles);
        foreach (var file in files)
        {
            File.SetUnixFileMode(file, all);
        }

        await using var second = Open();
        await second.CheckAsync(Token);

        Assert.Equal(files, second.TightenedFiles);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Constructor_NewerFormat_IsRefusedAndLeavesTheFileAlone()
    {
        await Open().DisposeAsync();
        _directory.Query("PRAGMA user_version = 2");

        var exception = Assert.Throws<InvalidOperationException>(() => Open());

        Assert.Contains("format 2", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["2"], _directory.Query("PRAGMA user_version"));
    }

    [Fact]
    public void Constructor_NoDatabaseFile_IsUnavailable()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.Path)!);
        File.WriteAllText(_directory.Path, new string('x', 4096));

        var exception = Assert.Throws<LedgerUnavailableException>(() => Open());

        Assert.Contains("not a database", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/null/ledger.db")]
    [InlineData("/proc/ledger.db")]
    [InlineData("/")]
    public void Constructor_UnusablePath_IsUnavailableAndNamesIt(string path)
    {
        var exception = Assert.Throws<LedgerUnavailableException>(() => new SqliteCallbackLedger(new SqliteLedgerOptions { Path = path }, _time));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_TwoAtOnce_BothOpen()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Open, Token)));

        foreach (var ledger in ledgers)
        {
            await ledger.CheckAsync(Token);
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task CheckAsync_StatementFails_IsUnavailableAndTheWriterContinues()
    {
        await using var ledger = Open();
        _directory.Query("DROP TABLE checks");
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token));

        _directory.Query("CREATE TABLE checks (id INTEGER PRIMARY KEY CHECK (id = 1), checked INTEGER NOT NULL)");

        await ledger.CheckAsync(Token);
    }

    private SqliteCallbackLedger Open() => new(_directory.Options, _time);
}
