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

    /// <summary>Everything between single backquotes.</summary>
    public static IEnumerable<string> Words => Quoted().Matches(ShellBlock().Replace(Text, "")).Select(static match => match.Groups[1].Value);

    /// <summary>The words after each use of <paramref name="program"/>.</summary>
    public static IEnumerable<string> CallsOf(string program) => Words.Concat(Blocks.SelectMany(static block => block.Split('\n')))
        .Where(line => line.StartsWith(program + " ", StringComparison.Ordinal))
        .Select(line => line[(program.Length + 1)..]);

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();
}
