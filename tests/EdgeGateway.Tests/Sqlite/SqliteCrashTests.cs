using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Sqlite;

/// <summary>A process that is killed while it writes. Completed settlements are durable.</summary>
public sealed class SqliteCrashTests
{
    private const string FileVariable = "LEDGER_CRASH_FILE";
    private const int Callers = 16;

    private static readonly RecordedAcknowledgement Ok = new(200, "text/plain", "OK"u8.ToArray());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SettleAsync_ProcessIsKilledWhileItWrites_EveryReportedSettleIsThere()
    {
        using var directory = new LedgerDirectory();
        var report = directory.Path + ".settled";

        for (var round = 0; round < 3; round++)
        {
            using var child = StartChild(directory.Path);
            var before = Reported(report).Count;
            await Eventually.TrueAsync(
                () => child.HasExited
                    ? throw new InvalidOperationException("The child ended by itself.")
                    : Task.FromResult(Reported(report).Count >= before + 2000),
                Token);
            child.Kill();
            await child.WaitForExitAsync(Token);
        }

        Assert.Equal(["ok"], directory.Query("PRAGMA integrity_check"));
        await using var ledger = new SqliteCallbackLedger(directory.Options, TimeProvider.System);
        var reported = Reported(report);
        Assert.True(reported.Count >= 6000);
        foreach (var key in reported)
        {
            Assert.Equal(ClaimStatus.AlreadySettled, (await ledger.ClaimAsync(Request(key), Token)).Status);
        }
    }

    /// <summary>The child process of the test above.</summary>
    [Fact(Explicit = true)]
    public async Task SettleAsync_InAChildThatIsKilled_ReportsEverySettle()
    {
        var path = Environment.GetEnvironmentVariable(FileVariable)!;
        await using var ledger = new SqliteCallbackLedger(new SqliteLedgerOptions { Path = path }, TimeProvider.System);
        await using var report = new FileStream(path + ".settled", FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (!Token.IsCancellationRequested)
                {
                    var key = $"cactus:{Guid.NewGuid()}";
                    var request = Request(key);
                    await ledger.ClaimAsync(request, Token);
                    await ledger.SettleAsync(request.Claim, Ok, Token);
                    lock (report)
                    {
                        report.Write([.. key.Select(c => (byte)c), (byte)'\n']);
                    }
                }
            },
            Token)));
    }

    private static ClaimRequest Request(string key) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromDays(7)), new Fingerprint(1), TimeSpan.FromMinutes(1));

    /// <summary>Complete lines only, since the last one may be incomplete.</summary>
    private static List<string> Reported(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n')[..^1].Where(line => line.Length == "cactus:".Length + 36)];
    }

    private static Process StartChild(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileName(dotnet) is "dotnet" ? dotnet : "dotnet",
        [
            "exec", typeof(SqliteCrashTests).Assembly.Location, "-explicit", "only",
            "-method", $"{typeof(SqliteCrashTests).FullName}.{nameof(SettleAsync_InAChildThatIsKilled_ReportsEverySettle)}",
        ])
        {
            RedirectStandardOutput = true,
            Environment = { [FileVariable] = path },
        };
        var child = Process.Start(start)!;
        child.OutputDataReceived += static (_, _) => { };
        child.BeginOutputReadLine();
        return child;
    }
}
