using EdgeGateway.Configuration;

namespace EdgeGateway.Commands;

/// <summary>Reports the faults of a configuration to the operator.</summary>
internal static class ConfigurationFaults
{
    /// <summary>Writes a heading and then one line per fault.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ConfigurationException exception, TextWriter error)
    {
        error.WriteLine($"configuration is not valid: {exception.Faults.Count} {(exception.Faults.Count == 1 ? "fault" : "faults")}");
        foreach (var fault in exception.Faults)
        {
            error.WriteLine(fault);
        }

        return ExitCodes.Configuration;
    }
}
