using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.FunctionalTests.Operations;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class CompletionCommandTests : IDisposable
{
    private readonly ConfigurationDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("EdgeGateway led", "ledger")]
    [InlineData("EdgeGateway ledger fo", "forget")]
    [InlineData("EdgeGateway check --out", "--output")]
    [InlineData("EdgeGateway schemes show strip", "stripe")]
    [InlineData("EdgeGateway init --scheme ady", "adyen")]
    public async Task Bash_WordIsBegun_IsCompleted(string line, string expected)
    {
        var script = await CommandRun.InvokeAsync("completion", "bash");
        var file = _directory.Write("completion.bash", script.Output);
        var words = line.Split(' ');

        var completed = await Shell.RunAsync(
            $"""
            EdgeGateway() ( dotnet exec "{Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll")}" "$@" )
            source {file}
            COMP_LINE="{line}" COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={words.Length - 1}
            _edgegateway
            printf '%s\n' "$COMPREPLY"
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal(expected, completed.Trim());
    }

    [Theory]
    [InlineData("zsh", "compdef _edgegateway EdgeGateway")]
    [InlineData("fish", "complete -c EdgeGateway")]
    public async Task OtherShells_Script_RegistersItself(string shell, string expected) =>
        Assert.Contains(expected, (await CommandRun.InvokeAsync("completion", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task UnknownShell_IsAWrongCommandLine() => Assert.Equal(2, (await CommandRun.InvokeAsync("completion", "tcsh")).ExitCode);
}
