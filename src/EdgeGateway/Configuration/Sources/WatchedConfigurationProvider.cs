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
    private readonly PhysicalFileProvider? _files;
    private readonly IDisposable? _subscription;

    /// <param name="directory">The directory to watch; ignored if it does not exist.</param>
    /// <param name="filter">The files to watch.</param>
    protected WatchedConfigurationProvider(string directory, string filter)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        // Polls every 4 s: file system events do not report a replaced mounted file or the links of a Kubernetes volume.
        _files = new PhysicalFileProvider(directory, ExclusionFilters.None) { UsePollingFileWatcher = true, UseActivePolling = true };
        _subscription = ChangeToken.OnChange(() => _files.Watch(filter), Reload);
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
        _subscription?.Dispose();
        _files?.Dispose();
    }

    /// <summary>A fault also counts as a change, because the configuration must be validated again.</summary>
    internal void Reload()
    {
        Load();
        OnReload();
    }
}
