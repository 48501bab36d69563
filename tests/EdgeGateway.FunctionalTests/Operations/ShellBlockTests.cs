using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Runs every command in the documents, unless the document's source says why not.</summary>
public sealed partial class ShellBlockTests(ShellBlockStage stage) : IClassFixture<ShellBlockStage>
{
    public static TheoryData<string> Places => [.. ShellBlock.All.Select(static block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Commands_of_a_document_work(string place)
    {
        var block = ShellBlock.All.Single(block => block.Place == place);

        await Shell.RunAsync(block.Text, TestContext.Current.CancellationToken, "-n");
        Assert.All(
            Project().Matches(block.Text).Select(static match => match.Groups[1].Value),
            static project => Assert.True(Directory.Exists(RepositoryFiles.PathOf(project)), project));
        if (block.Reason is null)
        {
            await stage.RunAsync(block.Text, isConfigured: place.StartsWith("docs/operations.md:", StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains(' ', block.Reason);
        }
    }

    [Fact]
    public void Blocks_are_found_and_the_first_commands_are_run()
    {
        Assert.Contains(ShellBlock.All, static block => block.Place.StartsWith("README.md:", StringComparison.Ordinal) && block.Reason is null && block.Text.Contains("-- demo", StringComparison.Ordinal));
        Assert.Contains(ShellBlock.All, static block => block.Place.StartsWith("README.md:", StringComparison.Ordinal) && block.Reason is null && block.Text.Contains("-- run --config gateway.json", StringComparison.Ordinal));
        Assert.Contains(ShellBlock.All, static block => block.Place.StartsWith("SECURITY.md:", StringComparison.Ordinal) && block.Reason is not null);
        Assert.Contains(ShellBlock.All, static block => block.Place.StartsWith("docs/operations.md:", StringComparison.Ordinal) && block.Reason is null);
    }

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();
}
