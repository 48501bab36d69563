using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>The file on the disk: made once at start, opened as often as needed.</summary>
internal sealed class LedgerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    /// <exception cref="LedgerUnavailableException">The file or its directory cannot be made or written.</exception>
    public LedgerFile(string path)
    {
        _path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? _path);
            using var file = new FileStream(_path, CreationOptions());
            Tightened = [.. new[] { _path, _path + "-wal", _path + "-shm" }.Where(Tighten)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LedgerUnavailableException($"The ledger's file '{_path}' cannot be created or written.", exception);
        }
    }

    /// <summary>Those of its files that others than their owner could read or write until now.</summary>
    public IReadOnlyList<string> Tightened { get; }

    /// <exception cref="SqliteFailureException">It cannot be opened now.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public LedgerDatabase Open() => new(_path);

    /// <summary>A connection to read by.</summary>
    /// <exception cref="SqliteFailureException">It cannot be opened now.</exception>
    public SqliteConnection Connect() => new(_path);

    /// <summary>Whether the file was open to others. Who may not close it is not its owner and does not start with it.</summary>
    private static bool Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0)
        {
            return false;
        }

        File.SetUnixFileMode(path, OwnerOnly);
        return true;
    }

    private static FileStreamOptions CreationOptions()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Acknowledgements are the merchant's business. SQLite gives its log and index files the same mode.
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
