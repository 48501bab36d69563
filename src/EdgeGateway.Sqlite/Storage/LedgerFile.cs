using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>The file on disk: created at the start, opened as often as needed.</summary>
internal sealed class LedgerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    /// <exception cref="LedgerUnavailableException">The file or its directory cannot be created or written.</exception>
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

    /// <summary>The files whose permissions were restricted, because users other than the owner could access them.</summary>
    public IReadOnlyList<string> Tightened { get; }

    /// <summary>The bytes that the database and its write-ahead log take. The log can be many times as large as the database.</summary>
    public long Size => SizeOf(_path) + SizeOf(_path + "-wal");

    /// <summary>The bytes of the disk, and those that are free for this process; null if the system does not say.</summary>
    public (long Size, long Free)? Disk
    {
        get
        {
            try
            {
                // Elsewhere than on Windows this is the file system that contains the directory.
                var disk = new DriveInfo((OperatingSystem.IsWindows() ? Path.GetPathRoot(_path) : Path.GetDirectoryName(_path))!);
                return (disk.TotalSize, disk.AvailableFreeSpace);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <exception cref="SqliteFailureException">The file cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public LedgerDatabase Open() => new(_path);

    /// <summary>Opens a connection for reading.</summary>
    /// <exception cref="SqliteFailureException">The file cannot be opened.</exception>
    public SqliteConnection Connect() => new(_path);

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>
    /// Restricts the file to its owner and returns whether others could access it. If this fails, the process is not the owner and does not
    /// start.
    /// </summary>
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
            // Acknowledgements are the merchant's private data. SQLite creates its log and index files with the same mode.
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
