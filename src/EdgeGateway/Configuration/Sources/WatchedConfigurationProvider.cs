using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// A source on disk that is reloaded when it changes. The framework's providers become empty when a file is invalid or missing, which
/// affects all readers including Kestrel's endpoints. This provider keeps its last readable values and records a fault.
/// </summary>
internal abstract class WatchedConfigurationProvider : ConfigurationProvider, IDisposable
{
    /// <summary>Longer than an editor needs between two steps, and short enough to seem immediate.</summary>
    private static readonly TimeSpan _quietTime = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than the poll needs to find a change that the file system has already told of.</summary>
    private static readonly TimeSpan _pollTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly PhysicalFileProvider? _files;
    private readonly IDisposable? _subscription;
    private readonly QuietPeriod? _quiet;
    private readonly FileEvents? _events;
    private long? _lastReload;
    private bool _hasEvent;

    /// <param name="directory">The directory to watch; ignored if it does not exist.</param>
    /// <param name="filter">The files to watch.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    protected WatchedConfigurationProvider(string directory, string filter, TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        if (!Directory.Exists(directory))
        {
            return;
        }

        _quiet = new QuietPeriod(_quietTime, _timeProvider, ReloadWhenQuiet);
        _events = new FileEvents(directory, filter, OnEvent);

        // Polls every 4 s as well: file system events do not report a replaced mounted file, nor changes on some network file systems.
        _files = new PhysicalFileProvider(directory, ExclusionFilters.None) { UsePollingFileWatcher = true, UseActivePolling = true };
        _subscription = ChangeToken.OnChange(() => _files.Watch(filter), _quiet.Signal);
    }

    /// <summary>Why the source could not be read last time, or null.</summary>
    internal string? Fault { get; private set; }

    /// <inheritdoc/>
    public override void Load()
    {
        try
        {
            Data = Read();
            Fault = null;
        }
        catch (UnreadableSourceException e)
        {
            Fault = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = $"cannot be read: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The source's location as configured.</summary>
    public abstract override string ToString();

    /// <summary>Reads all values of the source.</summary>
    private protected abstract IDictionary<string, string?> Read();

    /// <summary>Stops watching.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _events?.Dispose();
        _quiet?.Dispose();
        _subscription?.Dispose();
        _files?.Dispose();
    }

    /// <summary>A fault also counts as a change, because the configuration must be validated again.</summary>
    internal void Reload()
    {
        lock (_gate)
        {
            Load();
            _lastReload = _timeProvider.GetTimestamp();
        }

        OnReload();
    }

    private void OnEvent()
    {
        Volatile.Write(ref _hasEvent, true);
        _quiet!.Signal();
    }

    /// <summary>Reloads, unless only the poll has found the change and an event has already led to these values.</summary>
    private void ReloadWhenQuiet()
    {
        var isPolled = !Interlocked.Exchange(ref _hasEvent, false);
        lock (_gate)
        {
            var (data, fault) = (Data, Fault);
            Load();
            var isRecent = _lastReload is { } last && _timeProvider.GetElapsedTime(last) < _pollTime;
            if (isPolled && isRecent && Fault == fault && HaveEqualValues(data, Data))
            {
                return;
            }

            _lastReload = _timeProvider.GetTimestamp();
        }

        OnReload();
    }

    private static bool HaveEqualValues(IDictionary<string, string?> left, IDictionary<string, string?> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
