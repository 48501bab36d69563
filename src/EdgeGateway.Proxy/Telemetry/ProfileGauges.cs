using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>What is read when someone looks: each configured profile's age, claims and keys, kept without cost on the way of a callback.</summary>
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
            "edgegateway.callback.last_delivered.age", ObserveDelivered, "s", "Since the last delivered callback; since the start where there was none.");
        meter.CreateObservableUpDownCounter(
            "edgegateway.claims.active", ObserveOpenClaims, "{claim}", "Claims that this gateway holds now, while it forwards and settles.");
        meter.CreateObservableCounter(
            "edgegateway.verification.matches", ObserveMatches, "{callback}", "Signatures that fitted, by key and by the way of writing the content that fitted.");
        meter.CreateObservableGauge(
            "edgegateway.claims.oldest_age", ObserveClaims, "s", "How long the oldest claim that this gateway holds is open; 0 where there is none.");
        meter.CreateObservableGauge(
            "edgegateway.profile.lease", ObserveLeases, "s", "How long a claim of the profile may be open, by configuration.");
        meter.CreateObservableGauge(
            "edgegateway.verification.last_match.timestamp", ObserveKeys, "s", "When the key last matched, in unix time; 0: not since the start.");
    }

    /// <summary>Begins the counters of every profile that is new.</summary>
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
