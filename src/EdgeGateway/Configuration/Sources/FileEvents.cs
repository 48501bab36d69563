namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// Reports changes in a directory as the file system tells of them. Not every file system does, so a poll is needed as well.
/// </summary>
internal sealed class FileEvents : IDisposable
{
    /// <summary>Kubernetes replaces the link <c>..data</c>, and with it all files of a mounted volume.</summary>
    private const string VolumePrefix = "..";

    private readonly FileSystemWatcher? _watcher;
    private readonly string _filter;
    private readonly Action _changed;

    /// <param name="directory">The directory to watch.</param>
    /// <param name="filter">The name of a file, or <c>*</c> for all.</param>
    /// <param name="changed">Called for each event.</param>
    public FileEvents(string directory, string filter, Action changed)
    {
        _filter = filter;
        _changed = changed;
        var watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Changed += OnEvent;
        watcher.Created += OnEvent;
        watcher.Deleted += OnEvent;
        watcher.Renamed += OnEvent;
        try
        {
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException or ArgumentException)
        {
            // The system's limit of watches is reached, or it has none: the poll remains.
            watcher.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private void OnEvent(object sender, FileSystemEventArgs change)
    {
        if (IsWatched(change.Name) || (change is RenamedEventArgs renamed && IsWatched(renamed.OldName)))
        {
            _changed();
        }
    }

    private bool IsWatched(string? name) =>
        name is not null && (_filter == "*" || name == _filter || name.StartsWith(VolumePrefix, StringComparison.Ordinal));
}
