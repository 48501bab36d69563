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
    private readonly LeftClaims _left;
    private readonly CallbackMetrics _metrics;
    private readonly ConcurrentDictionary<string, CallbackProfile> _begun = new(StringComparer.OrdinalIgnoreCase);

    public ProfileGauges(
        IMeterFactory meters, ICallbackProfiles profiles, ProfileActivities activities, LeftClaims left, CallbackMetrics metrics)
    {
        _profiles = profiles;
        _activities = activities;
        _left = left;
        _metrics = metrics;
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge(
            "edgegateway.callback.last_delivered.timestamp", ObserveDelivered, "s", "Time of the last delivered callback, in Unix time; 0 if there was none since the start.");
        meter.CreateObservableUpDownCounter(
            "edgegateway.claims.active", ObserveOpenClaims, "{claim}", "Claims that this gateway currently holds.");
        meter.CreateObservableCounter(
            "edgegateway.verification.matches", ObserveMatches, "{callback}", "Valid signatures, by key and by rendering of the content.");
        meter.CreateObservableGauge(
            "edgegateway.claims.oldest_age", ObserveClaims, "s", "Age of the oldest claim that this gateway holds; 0 if there is none.");
        meter.CreateObservableCounter(
            "edgegateway.claims.expired", ObserveExpired, "{claim}", "Claims that this gateway left to their lease and whose lease has ended.");
        meter.CreateObservableGauge(
            "edgegateway.profile.lease", ObserveLeases, "s", "Configured lease of the profile's claims.");
        meter.CreateObservableGauge(
            "edgegateway.verification.last_match.timestamp", ObserveKeys, "s", "Time when the key last matched, in Unix time; 0 if not since the start.");
    }

    /// <summary>Initializes the counters of every profile that is new or was read again: other settings can have other reasons.</summary>
    public void Begin()
    {
        foreach (var profile in Profiles)
        {
            if (!_begun.TryGetValue(profile.Name, out var begun) || !ReferenceEquals(begun, profile))
            {
                _begun[profile.Name] = profile;
                _metrics.Begin(profile);
            }
        }
    }

    private IEnumerable<CallbackProfile> Profiles => _profiles.Current.ByName.Values;

    private IEnumerable<Measurement<long>> ObserveDelivered()
    {
        Begin();
        return Profiles.Select(profile => Measure(_activities.Of(profile.Name).LastDelivered, profile));
    }

    private IEnumerable<Measurement<long>> ObserveOpenClaims() =>
        Profiles.Select(profile => Measure(_activities.Of(profile.Name).OpenClaims, profile));

    private IEnumerable<Measurement<long>> ObserveMatches() =>
        from profile in Profiles
        from key in _activities.Of(profile.Name).Keys
        from match in key.Value.Matches()
        select new Measurement<long>(
            match.Count, new(Tags.Profile, profile.Name), new(Tags.KeyId, key.Key), new(Tags.Rendering, TagWords.Of(match.Rendering)));

    private IEnumerable<Measurement<double>> ObserveClaims() =>
        Profiles.Select(profile => Measure(_activities.Of(profile.Name).OldestClaim, profile));

    private IEnumerable<Measurement<long>> ObserveExpired() => Profiles.Select(profile => Measure(_left.ExpiredOf(profile.Name), profile));

    private IEnumerable<Measurement<double>> ObserveLeases() => Profiles.Select(static profile => Measure(profile.Lease, profile));

    private IEnumerable<Measurement<long>> ObserveKeys() =>
        from profile in Profiles
        from key in profile.Verifier.Keys.Keys
        select new Measurement<long>(_activities.Of(profile.Name).LastMatch(key.Id), new(Tags.Profile, profile.Name), new(Tags.KeyId, key.Id));

    private static Measurement<double> Measure(TimeSpan time, CallbackProfile profile) =>
        new(time.TotalSeconds, new KeyValuePair<string, object?>(Tags.Profile, profile.Name));

    private static Measurement<long> Measure(long value, CallbackProfile profile) =>
        new(value, new KeyValuePair<string, object?>(Tags.Profile, profile.Name));
}
