using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeGateway.Commands;

/// <summary>The command line: the commands, and the default one.</summary>
internal static class GatewayCommand
{
    /// <summary>The commands that do something, such as <c>schemes show</c>.</summary>
    public static IEnumerable<string> Names => NamesIn(Create(), "");

    /// <summary>Parses the command line and runs the command.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> InvokeAsync(string[] args, InvocationConfiguration configuration, CancellationToken cancellationToken = default)
    {
        var result = Create().Parse(args);
        var exitCode = await result.InvokeAsync(configuration, cancellationToken);
        return result.Action is ParseErrorAction ? ExitCodes.Usage : exitCode;
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Verifies payment providers' callbacks, lets each through once, and forwards to the merchant");
        RunCommand.Configure(root);
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(InitCommand.Create());
        root.Subcommands.Add(ValidateCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(SchemesCommand.Create());
        root.Subcommands.Add(HealthCommand.Create());
        root.Subcommands.Add(LedgerCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(MerchantCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(SignCommand.Create());
        root.Subcommands.Add(SendCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(ReportCommand.Create());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static IEnumerable<string> NamesIn(Command parent, string prefix) => parent.Subcommands.SelectMany(command =>
        NamesIn(command, $"{prefix}{command.Name} ").Concat(command.Action is null ? [] : [$"{prefix}{command.Name}"]));
}
