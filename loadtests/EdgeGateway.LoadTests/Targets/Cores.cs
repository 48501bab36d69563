using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>Pins processes to cores, so that one is measured without interference.</summary>
internal static class Cores
{
    private static bool _isPinned;

    /// <summary>
    /// The measured process has the first core from its start, so that its runtime sees one core. This process and its other
    /// children (Redis) have the second.
    /// </summary>
    public static async Task PinAsync()
    {
        _isPinned = true;
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-acp", "1", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("taskset did not start.");
        await taskset.StandardOutput.ReadToEndAsync();
        await taskset.WaitForExitAsync();
        if (taskset.ExitCode != 0)
        {
            throw new InvalidOperationException("taskset could not pin this process: it takes two cores.");
        }
    }

    /// <summary>The command that starts a measured process; empty if cores are not pinned.</summary>
    public static ImmutableArray<string> Launcher => _isPinned ? ["taskset", "-c", "0"] : [];

    /// <summary>How a measured process is started.</summary>
    public static ProcessStartInfo Pinned(params IReadOnlyList<string> command)
    {
        IReadOnlyList<string> whole = [.. Launcher, .. command];
        return new ProcessStartInfo(whole[0], whole.Skip(1)) { RedirectStandardOutput = true };
    }
}
