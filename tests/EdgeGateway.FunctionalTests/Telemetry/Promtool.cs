using System.Diagnostics;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Runs <c>promtool</c>. A test that needs it fails if it is not installed.</summary>
internal static class Promtool
{
    /// <summary>The output of <c>promtool check metrics</c> for a page, as lines.</summary>
    public static async Task<IReadOnlyList<string>> CheckMetricsAsync(string page, CancellationToken cancellationToken) =>
        (await RunAsync(["check", "metrics"], page, cancellationToken)).Output;

    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("promtool", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        var output = promtool.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = promtool.StandardError.ReadToEndAsync(cancellationToken);
        await promtool.StandardInput.WriteAsync(input);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync(cancellationToken);
        var lines = (await output + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (promtool.ExitCode, lines);
    }
}
