namespace EdgeGateway.Testing;

/// <summary>The files of the repository.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's directory.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file or a directory.</summary>
    /// <param name="name">From the root, with <c>/</c>.</param>
    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The text of a file.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EdgeGateway.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        }

        return directory.FullName;
    }
}
