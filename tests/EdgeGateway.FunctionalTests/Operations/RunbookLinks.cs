using System.Text.RegularExpressions;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Links into <c>docs/operations.md</c>, and the headings that they lead to.</summary>
internal static partial class RunbookLinks
{
    /// <summary>The anchor of a heading, as code hosting sites form it.</summary>
    public static IReadOnlySet<string> Headings { get; } = RepositoryFiles.Read("docs/operations.md")
        .Split('\n')
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))
        .ToHashSet();

    public static IEnumerable<string> In(string text) => Link().Matches(text).Select(static match => match.Groups[1].Value);

    [GeneratedRegex(@"docs/operations\.md#([a-z0-9-]+)")]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotInAnchor();
}
