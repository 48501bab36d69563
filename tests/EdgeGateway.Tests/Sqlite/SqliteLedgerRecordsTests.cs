using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Sqlite.Storage;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;
using Xunit;

namespace EdgeGateway.Tests.Sqlite;

public sealed class SqliteLedgerRecordsTests : LedgerRecordsConformance
{
    private readonly TestTimeProvider _time = new();
    private readonly LedgerDirectory _directory = new();

    protected override DateTimeOffset Now => _time.GetUtcNow();

    protected override TimeSpan Tolerance => TimeSpan.Zero;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public void Constructor_NoFile_SaysSoAndCreatesNone()
    {
        var path = _directory.Options.Path + "-other";

        var exception = Assert.Throws<LedgerUnavailableException>(() => new SqliteLedgerRecords(new() { Path = path }, _time));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Constructor_ANewerProgramWroteTheFile_SaysSo()
    {
        var options = new SqliteLedgerOptions { Path = _directory.Options.Path + "-newer" };
        await new SqliteCallbackLedger(options, _time).DisposeAsync();
        using (var connection = new SqliteConnection(options.Path))
        {
            connection.Execute("PRAGMA user_version = 7");
        }

        var exception = Assert.Throws<LedgerUnavailableException>(() => new SqliteLedgerRecords(options, _time));

        Assert.Contains("has format 7", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner = x'00'")]
    [InlineData("expires = 9223372036854775807")]
    public async Task ReadAsync_ADamagedRecord_NamesIt(string damage)
    {
        var options = new SqliteLedgerOptions { Path = _directory.Options.Path + "-damaged" };
        await using (var ledger = new SqliteCallbackLedger(options, _time))
        {
            var claim = new Claim(new CallbackKey("cactus/21/1/3"), OwnerToken.Create(), TimeSpan.FromDays(1));
            await ledger.ClaimAsync(new ClaimRequest(claim, default, TimeSpan.FromSeconds(30)), Token);
        }

        using (var connection = new SqliteConnection(options.Path))
        {
            connection.Execute($"UPDATE callbacks SET {damage}");
        }

        await using var records = new SqliteLedgerRecords(options, _time);

        var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            await foreach (var record in records.ReadAsync(new LedgerRecordFilter("", null), Token))
            {
                Assert.Fail($"{record.Key} was read.");
            }
        });

        Assert.Contains("'cactus/21/1/3' is damaged", exception.Message, StringComparison.Ordinal);
    }

    protected override ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync()
    {
        var ledger = new SqliteCallbackLedger(_directory.Options, _time);
        return new((ledger, new SqliteLedgerRecords(_directory.Options, _time)));
    }

    protected override async Task<IEnumerable<string>> AuditTrailAsync() => await File.ReadAllLinesAsync(_directory.Options.Path + ".audit");
}
