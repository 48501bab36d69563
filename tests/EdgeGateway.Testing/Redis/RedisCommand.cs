using System.Diagnostics;

namespace EdgeGateway.Testing.Redis;

/// <summary>Runs <c>redis-cli</c>, which shares no code with the client under test.</summary>
internal static class RedisCommand
{
    /// <summary>The output; empty if the server could not be reached.</summary>
    public static async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("redis-cli", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("redis-cli did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return output.TrimEnd('\n');
    }
}
