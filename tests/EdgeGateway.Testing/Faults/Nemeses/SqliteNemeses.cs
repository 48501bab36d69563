using System.Diagnostics;
using System.Globalization;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>The faults of a SQLite ledger's file.</summary>
public static class SqliteNemeses
{
    /// <summary>The byte of the WAL index file that a writer locks, according to SQLite's file format.</summary>
    private const long WriteLock = 120;

    /// <summary>Less than the size of a write-ahead log with a few commits.</summary>
    private const int FullBytes = 16 * 1024;

    private static readonly TimeSpan _longerThanAnOperation = TimeSpan.FromSeconds(1.2);

    /// <summary>All faults, for a gateway that writes <paramref name="file"/>.</summary>
    public static IEnumerable<Nemesis> Of(GatewayNode gateway, string file)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        var name = gateway.Address.Name;
        FileStream? index = null;
        return
        [
            new(FaultKind.DiskFull, name, () => LimitAsync(gateway, FullBytes.ToString(CultureInfo.InvariantCulture)), () => LimitAsync(gateway, "unlimited")),
            new(
                FaultKind.FileLocked,
                name,
                async () =>
                {
                    index = new FileStream(file + "-shm", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                    await Eventually.SucceedsAsync<IOException>(() => Lock(index), CancellationToken.None);
                    await Task.Delay(_longerThanAnOperation);
                },
                async () => await index!.DisposeAsync()),
        ];
    }

    /// <summary>
    /// Limits the size of the process' files: writing beyond it is an error, as on a full disk. Needs no
    /// privileges, and can be undone while the process runs.
    /// </summary>
    private static async Task LimitAsync(GatewayNode gateway, string bytes)
    {
        using var process = Process.Start("prlimit", ["--pid", gateway.ProcessId.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("prlimit failed.");
        }
    }

    private static Task Lock(FileStream index)
    {
        if (OperatingSystem.IsLinux())
        {
            index.Lock(WriteLock, 1);
        }

        return Task.CompletedTask;
    }
}
