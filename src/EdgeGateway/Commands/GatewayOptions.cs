using System.CommandLine;
using EdgeGateway.Hosting;

namespace EdgeGateway.Commands;

/// <summary>The options for the location of the configuration.</summary>
internal sealed class GatewayOptions
{
    private readonly Option<string[]> _config = new("--config")
    {
        Description = $"A configuration file; several override each other in their order. Default: {GatewayArguments.DefaultConfigFile}",
        HelpName = "FILE",
    };

    private readonly Option<string?> _secrets = new("--secrets")
    {
        Description = "A directory with one file per secret, named like CallbackProfiles__cactus__Secrets__k1",
        HelpName = "DIR",
    };

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public GatewayOptions(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_secrets);
    }

    /// <summary>Reads the options' values.</summary>
    public GatewayArguments Read(ParseResult result) => new(result.GetValue(_config) ?? [], result.GetValue(_secrets));
}
