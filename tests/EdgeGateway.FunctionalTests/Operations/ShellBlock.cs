using System.Text.RegularExpressions;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>A block of shell commands in a document.</summary>
/// <param name="Place">The document and the line.</param>
/// <param name="Text">The commands.</param>
/// <param name="Reason">Why they are not run, from the comment <c>not run:</c> before the block; null if they are.</param>
internal sealed partial record ShellBlock(string Place, string Text, string? Reason)
{
    /// <summary>The blocks of the documents in the root and below <c>docs</c>.</summary>
    public static IReadOnlyList<ShellBlock> All { get; } = [.. Directory.GetFiles(RepositoryFiles.Root, "*.md")
        .Concat(Directory.GetFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories))
        .Select(static path => Path.GetRelativePath(RepositoryFiles.Root, path))
        .Order(StringComparer.Ordinal)
        .SelectMany(In)];

    private static IEnumerable<ShellBlock> In(string document)
    {
        var text = RepositoryFiles.Read(document);
        return Fence().Matches(text).Select(match => new ShellBlock(
            $"{document}:{text.AsSpan(0, match.Index).Count('\n') + 1}",
            match.Groups["text"].Value,
            match.Groups["reason"] is { Success: true } reason ? reason.Value : null));
    }

    [GeneratedRegex("^(?: *<!-- not run: (?<reason>[^\n]+) -->\n)? *```(?:sh|bash|shell|console|zsh)\n(?<text>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
