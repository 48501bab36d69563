using System.Diagnostics;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>An operator's <c>sqlite3</c> that holds the ledger's write lock until it is disposed.</summary>
internal sealed class SqliteShell : IAsyncDisposable
{
    private readonly Process _process;

    private SqliteShell(Process process) => _process = process;

    /// <summary>Returns when the lock is held.</summary>
    public static async Task<SqliteShell> BeginAsync(string file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("sqlite3", [file]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var shell = new SqliteShell(Process.Start(start)!);
        await shell._process.StandardInput.WriteLineAsync(".timeout 5000\nBEGIN IMMEDIATE;\nSELECT 'held';".AsMemory(), cancellationToken);
        await shell._process.StandardInput.FlushAsync(cancellationToken);
        return await shell._process.StandardOutput.ReadLineAsync(cancellationToken) == "held"
            ? shell
            : throw new InvalidOperationException("sqlite3 did not get the lock.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
