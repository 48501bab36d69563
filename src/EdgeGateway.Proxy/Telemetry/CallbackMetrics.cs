using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>What is counted and timed on a callback's way. Tags come from the configuration or an enum, never from a request.</summary>
internal sealed class CallbackMetrics
{
    /// <summary>From a ledger in memory to a merchant at its time limit.</summary>
    private static readonly InstrumentAdvice<double> _seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<double> _microseconds = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05],
    };

    private readonly ProfileActivities _profiles;
    private readonly Counter<long> _callbacks;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _verificationDuration;
    private readonly Histogram<double> _ledgerDuration;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _amount;
    private readonly Counter<long> _settlementsLost;
    private readonly Counter<long> _unclaimed;

    public CallbackMetrics(IMeterFactory meters, ProfileActivities profiles)
    {
        _profiles = profiles;
        var meter = meters.Create(CallbackTelemetry.Name);
        _callbacks = meter.CreateCounter<long>(
            "edgegateway.callbacks", "{callback}", "Attempts of callbacks that ended, by how and why.");
        _duration = meter.CreateHistogram(
            "edgegateway.callback.duration", "s", "From a callback's first byte to its answer.", tags: null, _seconds);
        _verificationDuration = meter.CreateHistogram(
            "edgegateway.verification.duration", "s", "Parsing, canonicalizing and checking one signature.", tags: null, _microseconds);
        _ledgerDuration = meter.CreateHistogram(
            "edgegateway.ledger.operation.duration", "s", "One operation of the ledger, as its caller saw it.", tags: null, _seconds);
        _conflicts = meter.CreateCounter<long>(
            "edgegateway.conflicts", "{callback}", "Callbacks with other content under a known key, by what the profile does with them.");
        _amount = meter.CreateCounter<long>(
            "edgegateway.callbacks.amount", "{minor_unit}", "Money in verified callbacks, each attempt's, in the currency's smallest unit; only where the scheme or the profile names its field.");
        _settlementsLost = meter.CreateCounter<long>(
            "edgegateway.settlements.lost", "{settlement}", "Acknowledgements of a merchant that the ledger could not record.");
        _unclaimed = meter.CreateCounter<long>(
            "edgegateway.callbacks.unclaimed", "{callback}", "Callbacks forwarded without a claim, because the ledger did not answer.");
    }

    public void Ended(CallbackContext callback, TimeSpan duration)
    {
        var profile = callback.Profile.Name;
        var outcome = TagWords.Of(callback.Ending.Outcome);
        if (_callbacks.Enabled)
        {
            _callbacks.Add(1, new(Tags.Profile, profile), new(Tags.Outcome, outcome), new(Tags.Reason, TagWords.Of(callback.Ending.Reason)));
        }

        if (_duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, new(Tags.Profile, profile), new KeyValuePair<string, object?>(Tags.Outcome, outcome));
        }

        if (callback.Verdict.Amount is { } amount)
        {
            Count(amount, profile, outcome);
        }

        foreach (var item in callback.Verdict.ItemAmounts)
        {
            Count(item, profile, outcome);
        }

        if (callback.Ending.Outcome == CallbackOutcome.Delivered)
        {
            ActivityOf(callback).Delivered();
        }
    }

    public void Verified(CallbackContext callback, in CallbackVerdict verdict, TimeSpan duration)
    {
        if (_verificationDuration.Enabled)
        {
            _verificationDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(Tags.Profile, callback.Profile.Name));
        }

        if (verdict.Key is { } key)
        {
            ActivityOf(callback).Matched(key.Id, verdict.Rendering);
        }
    }

    /// <param name="operation">One of <see cref="Tags"/>.</param>
    /// <param name="duration">What the caller waited.</param>
    /// <param name="errorType">One of <see cref="Tags"/>, or null when the ledger answered.</param>
    public void LedgerOperation(string operation, TimeSpan duration, string? errorType)
    {
        if (_ledgerDuration.Enabled)
        {
            var tag = new KeyValuePair<string, object?>(Tags.Operation, operation);
            if (errorType is null)
            {
                _ledgerDuration.Record(duration.TotalSeconds, tag);
            }
            else
            {
                _ledgerDuration.Record(duration.TotalSeconds, tag, new(Tags.ErrorType, errorType));
            }
        }
    }

    /// <summary>Returns what <see cref="ClaimEnded"/> needs.</summary>
    public LinkedListNode<long> ClaimStarted(CallbackContext callback) => ActivityOf(callback).ClaimStarted();

    public void ClaimEnded(CallbackContext callback, LinkedListNode<long> claim) => ActivityOf(callback).ClaimEnded(claim);

    public void Conflict(CallbackContext callback) => _conflicts.Add(
        1, new TagList { { Tags.Profile, callback.Profile.Name }, { Tags.Policy, TagWords.Of(callback.OnConflict) } });

    public void Unclaimed(CallbackContext callback) => _unclaimed.Add(1, new TagList { { Tags.Profile, callback.Profile.Name } });

    public void SettlementLost(CallbackContext callback) =>
        _settlementsLost.Add(1, new TagList { { Tags.Profile, callback.Profile.Name } });

    /// <summary>
    /// Lets the counters that alerts and dashboards watch begin at 0: what appears with its first increment has not increased for
    /// Prometheus, and a panel could not tell a healthy gateway from one that it does not see.
    /// </summary>
    public void Begin(CallbackProfile profile)
    {
        foreach (var outcome in TagWords.Outcomes)
        {
            _callbacks.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Outcome, outcome }, { Tags.Reason, "" } });
        }

        _conflicts.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Policy, TagWords.Of(profile.OnConflict) } });
        _conflicts.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Policy, TagWords.Of(profile.OnPartialConflict) } });
        _unclaimed.Add(0, new TagList { { Tags.Profile, profile.Name } });
        _settlementsLost.Add(0, new TagList { { Tags.Profile, profile.Name } });
    }

    private void Count(in Amount amount, string profile, string outcome) =>
        _amount.Add(amount.MinorUnits, new TagList { { Tags.Profile, profile }, { Tags.Currency, amount.Currency }, { Tags.Outcome, outcome } });

    private ProfileActivity ActivityOf(CallbackContext callback) => _profiles.Of(callback.Profile.Name);
}
