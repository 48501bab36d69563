using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Observable metrics of each configured profile: last delivery, claims and keys. They cost nothing while a callback is processed.
/// </summary>
internal sealed class ProfileGauges
{
    private readonly ICallbackProfiles _profiles;
    private readonly ProfileActivities _activities;
    private readonly CallbackMetrics _metrics;
    private readonly ConcurrentDictionary<string, bool> _begun = new(StringComparer.OrdinalIgnoreCase);

    public ProfileGauges(
        IMeterFactory meters, ICallbackProfiles profiles, ProfileActivities activities, CallbackMetrics metrics)
    {
        _profiles = profiles;
        _activities = activities;
        _metrics = metrics;
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge(
            "edgegateway.callback.last_delivered.age", ObserveDelivered, "s", "Time since the last delivered callback, or since the start if there was none.");
        meter.CreateObservableUpDownCounter(
            "edgegateway.claims.active", ObserveOpenClaims, "{claim}", "Claims that this gateway currently holds.");
        meter.CreateObservableCounter(
            "edgegateway.verification.matches", ObserveMatches, "{callback}", "Valid signatures, by key and by rendering of the content.");
        meter.CreateObservableGauge(
            "edgegateway.claims.oldest_age", ObserveClaims, "s", "Age of the oldest claim that this gateway holds; 0 if there is none.");
        meter.CreateObservableGauge(
            "edgegateway.profile.lease", ObserveLeases, "s", "Configured lease of the profile's claims.");
        meter.CreateObservableGauge(
            "edgegateway.verification.last_match.timestamp", ObserveKeys, "s", "Time when the key last matched, in Unix time; 0 if not since the start.");
    }

    /// <summary>Initializes the counters of every new profile.</summary>
    public void Begin()
    {
        foreach (var profile in Profiles)
        {
            if (_begun.TryAdd(profile.Name, true))
            {
                _activities.Of(profile.Name);
                _metrics.Begin(profile);
            }
        }
    }

    private IEnumerable<CallbackProfile> Profiles => _profiles.Current.ByName.Values;

    private IEnumerable<Measurement<double>> ObserveDelivered()
    {
        Begin();
        return Profiles.Select(profile => Measure(_activities.Of(profile.Name).SinceDelivered, profile));
    }

    private IEnumerable<Measurement<long>> ObserveOpenClaims() => Profiles.Select(profile =>
        new Measurement<long>(_activities.Of(profile.Name).OpenClaims, new KeyValuePair<string, object?>(Tags.Profile, profile.Name)));

    private IEnumerable<Measurement<long>> ObserveMatches() =>
        from profile in Profiles
        from key in _activities.Of(profile.Name).Keys
        from match in key.Value.Matches()
        select new Measurement<long>(
            match.Count, new(Tags.Profile, profile.Name), new(Tags.KeyId, key.Key), new(Tags.Rendering, TagWords.Of(match.Rendering)));

    private IEnumerable<Measurement<double>> ObserveClaims() =>
        Profiles.Select(profile => Measure(_activities.Of(profile.Name).OldestClaim, profile));

    private IEnumerable<Measurement<double>> ObserveLeases() => Profiles.Select(static profile => Measure(profile.Lease, profile));

    private IEnumerable<Measurement<long>> ObserveKeys() =>
        from profile in Profiles
        from key in profile.Verifier.Keys.Keys
        select new Measurement<long>(_activities.Of(profile.Name).LastMatch(key.Id), new(Tags.Profile, profile.Name), new(Tags.KeyId, key.Id));

    private static Measurement<double> Measure(TimeSpan time, CallbackProfile profile) =>
        new(time.TotalSeconds, new KeyValuePair<string, object?>(Tags.Profile, profile.Name));
}
