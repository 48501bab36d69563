using System.CommandLine;
using EdgeGateway.Commands;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

/// <summary>What a command of the program printed, run in the test's process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public IEnumerable<string> OutputLines => LinesOf(Output);

    public IEnumerable<string> ErrorLines => LinesOf(Error);

    public static async Task<CommandRun> InvokeAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await GatewayCommand.InvokeAsync(
            args, new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    private static IEnumerable<string> LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r'));
}
