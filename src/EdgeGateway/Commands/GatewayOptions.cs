using System.CommandLine;
using EdgeGateway.Hosting;

namespace EdgeGateway.Commands;

/// <summary>The options for the location of the configuration.</summary>
internal sealed class GatewayOptions
{
    /// <summary>The environment variable with the configuration file, where no option names one.</summary>
    public const string ConfigVariable = "EDGEGATEWAY_CONFIG";

    /// <summary>The environment variable with the directory of the secrets, where no option names one.</summary>
    public const string SecretsVariable = "EDGEGATEWAY_SECRETS";

    private readonly Option<string[]> _config = new("--config")
    {
        Description = $"A configuration file; several override each other in their order. Default: the variable {ConfigVariable}, or {GatewayArguments.DefaultConfigFile}",
        HelpName = "FILE",
    };

    private readonly Option<string?> _secrets = new("--secrets")
    {
        Description = $"A directory with one file per secret, named like CallbackProfiles__cactus__Secrets__k1. Default: the variable {SecretsVariable}",
        HelpName = "DIR",
    };

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public GatewayOptions(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_secrets);
    }

    /// <summary>Reads the options' values.</summary>
    public GatewayArguments Read(ParseResult result) => new(
        result.GetValue(_config) is { Length: > 0 } files ? files : VariableOf(ConfigVariable) is { } file ? [file] : [],
        result.GetValue(_secrets) ?? VariableOf(SecretsVariable));

    private static string? VariableOf(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
