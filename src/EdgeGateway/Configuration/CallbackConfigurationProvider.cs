using System.Collections.Immutable;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>
/// Holds the configuration that is in force. After a change it is the new one when that is valid as a whole, and the last good
/// one otherwise.
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

    /// <param name="configuration">The root, of which <c>ReverseProxy</c> is what YARP loads.</param>
    /// <param name="services">Has YARP's validator. Taken when it is needed: YARP's services may need this one to be built.</param>
    /// <param name="logger">Hears of every change.</param>
    public CallbackConfigurationProvider(
        IConfiguration configuration, IServiceProvider services, ILogger<CallbackConfigurationProvider> logger)
    {
        _configuration = configuration;
        _services = services;
        _logger = logger;
    }

    /// <summary>The configuration in force. One request reads it once and keeps what it got.</summary>
    /// <exception cref="InvalidOperationException">Nothing was loaded yet.</exception>
    public CallbackConfiguration Current => _current ?? throw new InvalidOperationException("The configuration is not loaded yet.");

    CallbackProfiles ICallbackProfiles.Current => Current.Profiles;

    /// <summary>What is wrong with the configuration as it stands on disk; empty when it is the one in force.</summary>
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

    /// <summary>Reads the configuration for the first time and follows its changes from then on.</summary>
    /// <exception cref="ConfigurationException">It is not valid.</exception>
    public void Load()
    {
        var faults = Refresh();
        if (!faults.IsEmpty)
        {
            throw new ConfigurationException(faults);
        }
    }

    /// <summary>Ends the following.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _subscription?.Dispose();
        }
    }

    /// <summary>Reads the configuration unless that was done since it last changed, and returns what is wrong with it.</summary>
    /// <remarks>
    /// Called from YARP's reload as well as from ours, in either order: whichever comes first does the work, so that both act
    /// on one verdict. The root has a new reload token before it tells of a change, which makes the token the version.
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
            // At the start whoever loads it reports it.
            if (_current is not null)
            {
                Log.ConfigurationRejected(_logger, reading.Faults.Length, string.Join(Environment.NewLine, reading.Faults));
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

        // A reload repeats nothing that was said before.
        foreach (var advice in configuration.Advice.Except(known))
        {
            Log.ConfigurationAdvice(
                _logger, advice.Severity == AdviceSeverity.Warning ? LogLevel.Warning : LogLevel.Information, advice.Path, advice.Reason, advice.Remedy);
        }

        Log.ConfigurationApplied(_logger, configuration.Profiles.ByName.Count, configuration.RouteCount);
    }

    private static partial class Log
    {
        [LoggerMessage(1103, LogLevel.Warning, "{Warning}", EventName = "ConfigurationWarning")]
        public static partial void ConfigurationWarning(ILogger logger, string warning);

        [LoggerMessage(EventId = 1105, Message = "{Path}: {Reason}; {Remedy}", EventName = "ConfigurationAdvice")]
        public static partial void ConfigurationAdvice(ILogger logger, LogLevel level, string path, string reason, string remedy);

        [LoggerMessage(1100, LogLevel.Information, "Configuration applied: {ProfileCount} profiles, {RouteCount} routes.", EventName = "ConfigurationApplied")]
        public static partial void ConfigurationApplied(ILogger logger, int profileCount, int routeCount);

        [LoggerMessage(1101, LogLevel.Error, "Configuration rejected, the last good one stays in force. {FaultCount} faults:\n{Faults}", EventName = "ConfigurationRejected")]
        public static partial void ConfigurationRejected(ILogger logger, int faultCount, string faults);

        [LoggerMessage(1102, LogLevel.Warning, "The ledger's settings changed; that needs a restart. Until then it is {Ledger}.", EventName = "LedgerChangeNeedsRestart")]
        public static partial void LedgerChangeNeedsRestart(ILogger logger, LedgerSettings ledger);

        [LoggerMessage(1104, LogLevel.Warning, "Settings changed that need a restart; until then they are as they were: {Settings}.", EventName = "SettingsChangeNeedsRestart")]
        public static partial void SettingsChangeNeedsRestart(ILogger logger, string settings);
    }
}
