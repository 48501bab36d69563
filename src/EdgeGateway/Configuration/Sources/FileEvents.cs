using System.Diagnostics;

namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// Reports changes in a directory as the file system tells of them. Not every file system does, so a poll is needed as well. In a directory
/// in which other files are written all the time, such as a ledger next to the configuration, only files that are created, renamed or removed
/// are reported. The poll finds a file that is written in place.
/// </summary>
internal sealed class FileEvents : IDisposable
{
    /// <summary>Kubernetes replaces the link <c>..data</c>, and with it all files of a mounted volume.</summary>
    private const string VolumePrefix = "..";

    private const NotifyFilters Names = NotifyFilters.FileName | NotifyFilters.DirectoryName;
    private const NotifyFilters Writes = NotifyFilters.LastWrite | NotifyFilters.Size;

    /// <summary>So many events of other files within <see cref="_span"/> are too many.</summary>
    private const int MaxOthers = 200;

    private static readonly TimeSpan _span = TimeSpan.FromSeconds(10);

    private readonly FileSystemWatcher? _watcher;
    private readonly string _filter;
    private readonly Action _changed;
    private long _since = Stopwatch.GetTimestamp();
    private int _others;

    /// <param name="directory">The directory to watch.</param>
    /// <param name="filter">The name of a file, or <c>*</c> for all.</param>
    /// <param name="changed">Called for each event.</param>
    public FileEvents(string directory, string filter, Action changed)
    {
        _filter = filter;
        _changed = changed;
        var watcher = new FileSystemWatcher(directory) { NotifyFilter = Names | Writes };
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

    /// <summary>Whether a file that is written in place is reported.</summary>
    internal bool ReportsWrites => _watcher is { } watcher && watcher.NotifyFilter.HasFlag(Writes);

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private void OnEvent(object sender, FileSystemEventArgs change)
    {
        if (IsWatched(change.Name) || (change is RenamedEventArgs renamed && IsWatched(renamed.OldName)))
        {
            _changed();
        }
        else if (change.ChangeType == WatcherChangeTypes.Changed)
        {
            CountOther();
        }
    }

    /// <summary>Events come one after the other.</summary>
    private void CountOther()
    {
        if (Stopwatch.GetElapsedTime(_since) > _span)
        {
            _since = Stopwatch.GetTimestamp();
            _others = 0;
        }

        if (++_others == MaxOthers)
        {
            // Restarts the watcher, which its own thread must not.
            _ = Task.Run(IgnoreWrites);
        }
    }

    private void IgnoreWrites()
    {
        try
        {
            _watcher?.NotifyFilter = Names;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Stopped meanwhile, or the system's limit of watches is reached: the poll remains.
        }
    }

    private bool IsWatched(string? name) =>
        name is not null && (_filter == "*" || name == _filter || name.StartsWith(VolumePrefix, StringComparison.Ordinal));
}
