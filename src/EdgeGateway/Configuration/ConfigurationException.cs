namespace EdgeGateway.Configuration;

/// <summary>The configuration is not valid. Lists all faults, and never contains a secret.</summary>
internal sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception with <paramref name="faults"/>.</summary>
    public ConfigurationException(IReadOnlyList<string> faults)
        : base($"The configuration is not valid:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}") => Faults = faults;

    /// <summary>One line per fault: the configuration path, a colon, and what is wrong there.</summary>
    public IReadOnlyList<string> Faults { get; }
}
