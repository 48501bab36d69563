using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Notifications;

/// <summary>
/// Follows the metrics of callbacks: which merchants acknowledge nothing, and where a settlement was lost. A callback takes no lock and
/// allocates nothing here.
/// </summary>
internal sealed class CallbackWatch : IDisposable
{
    /// <summary>How long a merchant acknowledges nothing until it counts as silent.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromMinutes(5);

    private const string Callbacks = "edgegateway.callbacks";
    private const string SettlementsLost = "edgegateway.settlements.lost";

    private readonly ConcurrentDictionary<string, ProfileWatch> _profiles = new(StringComparer.OrdinalIgnoreCase);
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _timeProvider;

    /// <param name="meters">Whose metrics to follow: another host in this process has meters with the same names.</param>
    /// <param name="timeProvider">The clock.</param>
    public CallbackWatch(IMeterFactory meters, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is Callbacks or SettlementsLost && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(OnMeasured);
        _listener.Start();
    }

    /// <summary>The profiles whose settlements were lost since the last call, with how many.</summary>
    public ImmutableArray<(string Profile, long Count)> TakeLostSettlements() =>
    [
        .. _profiles.Select(static pair => (pair.Key, Count: Interlocked.Exchange(ref pair.Value.LostSettlements, 0)))
            .Where(static pair => pair.Count > 0).OrderBy(static pair => pair.Key, StringComparer.Ordinal),
    ];

    /// <summary>The profiles whose merchant has acknowledged nothing for the limit, while callbacks came.</summary>
    public ImmutableArray<string> FindSilentMerchants()
    {
        var now = _timeProvider.GetUtcNow();
        return
        [
            .. _profiles.Where(pair => pair.Value.IsSilent(now, SilenceLimit)).Select(static pair => pair.Key).Order(StringComparer.Ordinal),
        ];
    }

    public void Dispose() => _listener.Dispose();

    private void OnMeasured(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (value == 0 || TagOf(tags, CallbackTelemetry.ProfileTag) is not { } name)
        {
            return;
        }

        var profile = _profiles.GetOrAdd(name, static _ => new ProfileWatch());
        if (instrument.Name == SettlementsLost)
        {
            Interlocked.Add(ref profile.LostSettlements, value);
        }
        else
        {
            switch (TagOf(tags, "outcome"))
            {
                case "delivered":
                    profile.Acknowledged();
                    break;
                case "merchant_refused" or "merchant_unreachable" or "indeterminate":
                    profile.NotAcknowledged(_timeProvider.GetUtcNow());
                    break;
            }
        }
    }

    private static string? TagOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }
}
