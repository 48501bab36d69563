using System.Diagnostics;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Runs commands in a shell.</summary>
internal static class Shell
{
    /// <summary>The output; throws with the whole output if the command fails.</summary>
    public static Task<string> RunAsync(string script, CancellationToken cancellationToken, params string[] options) =>
        RunAsync(new ProcessStartInfo("bash", [.. options, "-c", script]), script, cancellationToken);

    /// <summary>Runs commands in a directory, with additional environment variables.</summary>
    public static Task<string> RunAsync(
        string script, string directory, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = directory };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return RunAsync(start, script, cancellationToken);
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, string script, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var bash = Process.Start(start)!;
        await using var limit = cancellationToken.Register(() => bash.Kill(entireProcessTree: true));
        var output = bash.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = bash.StandardError.ReadToEndAsync(CancellationToken.None);
        await bash.WaitForExitAsync(CancellationToken.None);
        var all = $"{await output}{await error}";
        return bash.ExitCode == 0 ? all : throw new InvalidOperationException($"{script}\nended with {bash.ExitCode}:\n{all}");
    }
}
