using EdgeGateway.Configuration;

namespace EdgeGateway.Commands;

/// <summary>Tells an operator what is wrong with the configuration.</summary>
internal static class ConfigurationFaults
{
    /// <summary>Writes a heading and then one line per fault.</summary>
    /// <returns>What the program ends with.</returns>
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
