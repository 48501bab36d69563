using System.Text.RegularExpressions;

namespace EdgeGateway.Tests;

/// <summary>The source files that the tests were built from.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder, as paths from the root with forward slashes.</summary>
    public static IReadOnlyList<string> SourcesBelow(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(static path => !BuildOutput().IsMatch(path))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The file's code without comments and string literals.</summary>
    public static string Code(string path) => Noise().Replace(Read(path), " ");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeGateway.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex BuildOutput();

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"{3}.*?"{3}|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])+'""", RegexOptions.Singleline)]
    private static partial Regex Noise();
}
