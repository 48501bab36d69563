using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// A source on disk that is read again when it changes. The framework's own becomes empty when a file breaks or vanishes, and
/// everything that reads the configuration sees that, Kestrel's endpoints included; this one keeps what it last could read
/// and records a fault.
/// </summary>
internal abstract class WatchedConfigurationProvider : ConfigurationProvider, IDisposable
{
    private readonly PhysicalFileProvider? _files;
    private readonly IDisposable? _subscription;

    /// <param name="directory">What is watched; nothing when it does not exist.</param>
    /// <param name="filter">Which of its files.</param>
    protected WatchedConfigurationProvider(string directory, string filter)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        // Polled, every 4 s: file system events miss a mounted file that is replaced and the links of a Kubernetes volume.
        _files = new PhysicalFileProvider(directory, ExclusionFilters.None) { UsePollingFileWatcher = true, UseActivePolling = true };
        _subscription = ChangeToken.OnChange(() => _files.Watch(filter), Reload);
    }

    /// <summary>Why the source could not be read when it last was, or null.</summary>
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

    /// <summary>Where the source is, as a person named it.</summary>
    public abstract override string ToString();

    /// <summary>Everything that the source holds now.</summary>
    private protected abstract IDictionary<string, string?> Read();

    /// <summary>Ends the watching.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _files?.Dispose();
    }

    /// <summary>A fault is a change too: whoever judges the configuration must see it.</summary>
    internal void Reload()
    {
        Load();
        OnReload();
    }
}
