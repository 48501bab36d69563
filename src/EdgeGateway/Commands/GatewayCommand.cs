using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary>The command line: the commands, and the default one.</summary>
internal static class GatewayCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Verifies payment providers' callbacks, lets each through once, and forwards to the merchant");
        RunCommand.Configure(root);
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(ValidateCommand.Create());
        root.Subcommands.Add(SchemesCommand.Create());
        root.Subcommands.Add(HealthCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(MerchantCommand.Create());
        return root;
    }
}
