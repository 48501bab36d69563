using System.Collections.Immutable;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>
/// Provides the current configuration. After a change this is the new one if it is valid as a whole, otherwise the last valid one.
/// </summary>
internal sealed partial class CallbackConfigurationProvider : ICallbackProfiles, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IConfiguration _configuration;
    private readonly IServiceProvider _services;
    private readonly ILogger<CallbackConfigurationProvider> _logger;
    private volatile CallbackConfiguration? _current;
    private StartSettings? _startSettings;
    private IChangeToken? _readWith;
    private ImmutableArray<string> _faults = [];
    private IDisposable? _subscription;
    private long _rejected;

    /// <param name="configuration">The configuration root; YARP loads its section <c>ReverseProxy</c>.</param>
    /// <param name="services">Provides YARP's validator. Resolved lazily, because YARP's services may depend on this one.</param>
    /// <param name="logger">Logs every change.</param>
    public CallbackConfigurationProvider(
        IConfiguration configuration, IServiceProvider services, ILogger<CallbackConfigurationProvider> logger)
    {
        _configuration = configuration;
        _services = services;
        _logger = logger;
    }

    /// <summary>The current configuration. A request reads it once and keeps that value.</summary>
    /// <exception cref="InvalidOperationException">No configuration was loaded yet.</exception>
    public CallbackConfiguration Current => _current ?? throw new InvalidOperationException("The configuration is not loaded yet.");

    CallbackProfiles ICallbackProfiles.Current => Current.Profiles;

    /// <summary>The faults of the configuration on disk; empty if it is the current one.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
            {
                return _faults;
            }
        }
    }

    /// <summary>How many changes were rejected since the start.</summary>
    public long RejectedChanges => Interlocked.Read(ref _rejected);

    /// <summary>Reads the configuration for the first time and then follows its changes.</summary>
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public void Load()
    {
        var faults = Refresh();
        if (!faults.IsEmpty)
        {
            throw new ConfigurationException(faults);
        }
    }

    /// <summary>Stops following changes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _subscription?.Dispose();
        }
    }

    /// <summary>Reads the configuration if it changed since the last call, and returns its faults.</summary>
    /// <remarks>
    /// Called from YARP's reload and from this class's, in either order. The first call does the work, so that both use the same result.
    /// The root replaces its reload token before it reports a change, so the token identifies the version.
    /// </remarks>
    internal ImmutableArray<string> Refresh()
    {
        lock (_gate)
        {
            _subscription ??= ChangeToken.OnChange(_configuration.GetReloadToken, () => { Refresh(); });
            var token = _configuration.GetReloadToken();
            if (ReferenceEquals(token, _readWith))
            {
                return _faults;
            }

            var reading = ConfigurationReader.Read(_configuration, _services.GetRequiredService<IConfigValidator>());
            _readWith = token;
            _faults = reading.Faults;
            Apply(reading);
            return _faults;
        }
    }

    private void Apply(ConfigurationReading reading)
    {
        if (reading.Configuration is not { } configuration)
        {
            // At the start, the caller of Load reports the faults.
            if (_current is not null)
            {
                Interlocked.Increment(ref _rejected);
                Log.ConfigurationRejected(_logger, reading.Faults.Length, string.Join("\n- ", reading.Faults));
            }

            return;
        }

        if (_current is { } old && old.Ledger != configuration.Ledger)
        {
            Log.LedgerChangeNeedsRestart(_logger, old.Ledger);
            configuration = configuration.WithLedger(old.Ledger);
        }

        _startSettings ??= new StartSettings(_configuration);
        if (_startSettings.FindChanges(_configuration) is { Count: > 0 } changes)
        {
            Log.SettingsChangeNeedsRestart(_logger, string.Join(", ", changes));
        }

        var known = _current?.Advice ?? [];
        _current = configuration;
        foreach (var warning in configuration.Warnings)
        {
            Log.ConfigurationWarning(_logger, warning);
        }

        // A reload does not repeat advice that was already logged.
        foreach (var advice in configuration.Advice.Except(known))
        {
            Log.ConfigurationAdvice(
                _logger, advice.Severity == AdviceSeverity.Warning ? LogLevel.Warning : LogLevel.Information, advice.Path, advice.Reason, advice.Remedy);
        }

        if (_logger.IsEnabled(LogLevel.Information))
        {
            Log.ConfigurationApplied(_logger, configuration.Profiles.ByName.Count, configuration.RouteCount, KeyIdsOf(configuration));
        }
    }

    /// <summary>The profiles with the ids of their keys, such as <c>cactus (k1, k2)</c>. Never a secret.</summary>
    private static string KeyIdsOf(CallbackConfiguration configuration) => configuration.Profiles.ByName.Count == 0
        ? "no profiles"
        : string.Join(", ", configuration.Profiles.ByName.Values
            .OrderBy(static profile => profile.Name, StringComparer.Ordinal)
            .Select(static profile => $"{profile.Name} ({string.Join(", ", profile.Verifier.Keys.Keys.Select(static key => key.Id))})"));

    private static partial class Log
    {
        [LoggerMessage(1103, LogLevel.Warning, "{Warning}", EventName = "ConfigurationWarning")]
        public static partial void ConfigurationWarning(ILogger logger, string warning);

        [LoggerMessage(EventId = 1105, Message = "{Path}: {Reason}; {Remedy}", EventName = "ConfigurationAdvice")]
        public static partial void ConfigurationAdvice(ILogger logger, LogLevel level, string path, string reason, string remedy);

        [LoggerMessage(1100, LogLevel.Information, "Configuration applied: {ProfileCount} profiles, {RouteCount} routes. Keys: {Keys}.", EventName = "ConfigurationApplied")]
        public static partial void ConfigurationApplied(ILogger logger, int profileCount, int routeCount, string keys);

        [LoggerMessage(1101, LogLevel.Error, "Configuration rejected, the last good one stays in force. {FaultCount} faults:\n- {Faults}", EventName = "ConfigurationRejected")]
        public static partial void ConfigurationRejected(ILogger logger, int faultCount, string faults);

        [LoggerMessage(1102, LogLevel.Warning, "The ledger's settings changed; that needs a restart. Until then it is {Ledger}.", EventName = "LedgerChangeNeedsRestart")]
        public static partial void LedgerChangeNeedsRestart(ILogger logger, LedgerSettings ledger);

        [LoggerMessage(1104, LogLevel.Warning, "Settings changed that need a restart; until then they are as they were: {Settings}.", EventName = "SettingsChangeNeedsRestart")]
        public static partial void SettingsChangeNeedsRestart(ILogger logger, string settings);
    }
}
