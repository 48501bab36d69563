using EdgeGateway.Configuration.Sources;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Sources;

public sealed class FileEventsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("events-");
    private int _changes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task FileIsWrittenInPlace_IsReported()
    {
        var file = await WriteAsync("gateway.json", "{}");
        using var events = Watch();

        await File.AppendAllTextAsync(file, " ", Token);

        await ChangedAsync();
        Assert.True(events.ReportsWrites);
    }

    /// <summary>A ledger next to the configuration is written with every callback.</summary>
    [Fact]
    public async Task AnotherFileIsWrittenAllTheTime_OnlyNamesAreReported()
    {
        var file = await WriteAsync("gateway.json", "{}");
        using var events = Watch();

        await Eventually.TrueAsync(
            async () =>
            {
                // In turn: equal events that nobody has read yet become one.
                for (var page = 0; page < 20; page++)
                {
                    await File.AppendAllTextAsync(Path.Combine(_directory.FullName, page % 2 == 0 ? "ledger.db-wal" : "ledger.db"), "page", Token);
                }

                return !events.ReportsWrites;
            },
            Token);
        Assert.Equal(0, Volatile.Read(ref _changes));

        await Eventually.TrueAsync(
            async () =>
            {
                File.Move(await WriteAsync("gateway.json.new", "{ }"), file, overwrite: true);
                return Volatile.Read(ref _changes) > 0;
            },
            Token);
    }

    private FileEvents Watch() => new(_directory.FullName, "gateway.json", () => Interlocked.Increment(ref _changes));

    private Task ChangedAsync() => Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref _changes) > 0), Token);

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(_directory.FullName, name);
        await File.WriteAllTextAsync(file, text, Token);
        return file;
    }
}
