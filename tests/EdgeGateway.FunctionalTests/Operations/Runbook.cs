using System.Text.RegularExpressions;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The commands and names in <c>docs/operations.md</c>.</summary>
internal static partial class Runbook
{
    public static string Text { get; } = RepositoryFiles.Read("docs/operations.md");

    /// <summary>The blocks marked as shell.</summary>
    public static IReadOnlyList<string> Blocks { get; } = [.. ShellBlock().Matches(Text).Select(static match => match.Groups[1].Value)];

    /// <summary>The first shell block below a heading.</summary>
    public static string BlockBelow(string heading) => ShellBlock().Match(Text, Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)).Groups[1].Value;

    /// <summary>The commands in the text, outside the blocks.</summary>
    public static IReadOnlyList<string> Commands { get; } = [.. Words.Where(static word => Program().IsMatch(word)).Distinct()];

    /// <summary>Everything between single backquotes.</summary>
    private static IEnumerable<string> Words => Quoted().Matches(ShellBlock().Replace(Text, "")).Select(static match => match.Groups[1].Value);

    /// <summary>The arguments of each line of a block that runs the gateway's program.</summary>
    public static IEnumerable<string[]> CallsIn(string block) => block.Split('\n')
        .Select(static line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(static words => words is ["EdgeGateway", ..])
        .Select(static words => words[1..]);

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    /// <summary>A program with arguments, or one that needs none.</summary>
    [GeneratedRegex("^(?:(?:EdgeGateway|redis-cli|sqlite3|curl|docker|kubectl|openssl|date) |df$)")]
    private static partial Regex Program();
}
