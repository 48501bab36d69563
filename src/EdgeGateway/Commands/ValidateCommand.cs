using System.CommandLine;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Hosting;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway validate</c>: validates the configuration as <c>run</c> does, without starting anything.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand("validate", "Say what is wrong with the configuration, if anything", "EdgeGateway validate --config gateway.json");
        var options = new GatewayOptions(command);
        command.SetAction(result => Validate(options.Read(result), result.InvocationConfiguration));
        return command;
    }

    private static int Validate(GatewayArguments arguments, InvocationConfiguration console)
    {
        try
        {
            var configuration = ConfigurationLoader.Load(arguments);
            foreach (var warning in configuration.Warnings)
            {
                console.Error.WriteLine($"warning: {warning}");
            }

            console.Output.WriteLine($"configuration is valid: {configuration.Profiles.ByName.Count} profiles, {configuration.RouteCount} routes");
            foreach (var advice in configuration.Advice)
            {
                console.Error.WriteLine($"{(advice.Severity == AdviceSeverity.Warning ? "warning" : "note")}: {advice}");
            }

            return ExitCodes.Success;
        }
        catch (ConfigurationException e)
        {
            return ConfigurationFaults.Report(e, console.Error);
        }
    }
}
