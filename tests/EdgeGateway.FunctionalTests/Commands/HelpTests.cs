using EdgeGateway.Commands;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class HelpTests
{
    public static TheoryData<string> Names => [.. GatewayCommand.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_OfEachCommand_EndsWithAnExample(string name)
    {
        var run = await CommandRun.InvokeAsync([.. name.Split(' '), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Example", run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"  EdgeGateway {name}", run.OutputLines.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("validate", "--no-such-option")]
    [InlineData("health", "--url", "nowhere")]
    public async Task CommandLine_IsNotValid_ExitCodeIsTwo(params string[] args)
    {
        var run = await CommandRun.InvokeAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }
}
