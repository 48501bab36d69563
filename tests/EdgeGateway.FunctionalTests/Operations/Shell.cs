using System.Diagnostics;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Runs what an operator would type.</summary>
internal static class Shell
{
    /// <summary>What it printed; throws with all of it when it did not end well.</summary>
    public static async Task<string> RunAsync(string script, CancellationToken cancellationToken, params string[] options)
    {
        var start = new ProcessStartInfo("bash", [.. options, "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = bash.StandardError.ReadToEndAsync(cancellationToken);
        await bash.WaitForExitAsync(cancellationToken);
        var all = $"{await output}{await error}";
        return bash.ExitCode == 0 ? all : throw new InvalidOperationException($"{script}\nended with {bash.ExitCode}:\n{all}");
    }
}
