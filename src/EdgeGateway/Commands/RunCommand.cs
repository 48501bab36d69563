using System.CommandLine;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Hosting;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway [run]</c>: serves until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand("run", "Run the gateway (also without naming this command)", "EdgeGateway run --config gateway.json --secrets /run/secrets");
        Configure(command);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> run the gateway.</summary>
    public static void Configure(Command command)
    {
        var options = new GatewayOptions(command);
        command.SetAction((result, cancellationToken) => RunAsync(options.Read(result), result.InvocationConfiguration.Error, cancellationToken));
    }

    private static async Task<int> RunAsync(GatewayArguments arguments, TextWriter error, CancellationToken cancellationToken)
    {
        WebApplication app;
        try
        {
            app = GatewayHost.Create(arguments);
        }
        catch (ConfigurationException e)
        {
            return ConfigurationFaults.Report(e, error);
        }
        catch (LedgerUnavailableException e)
        {
            error.WriteLine($"cannot start: {e.Message}");
            return ExitCodes.Failure;
        }

        await using (app)
        {
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch (IOException e)
            {
                // The address is in use, or a certificate cannot be read.
                error.WriteLine($"cannot start: {e.Message}");
                return ExitCodes.Failure;
            }

            await app.WaitForShutdownAsync(cancellationToken);
        }

        return ExitCodes.Success;
    }
}
