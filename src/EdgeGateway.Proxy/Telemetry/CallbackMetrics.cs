using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>The metrics of callback processing. Tags come from the configuration or an enum, never from a request.</summary>
internal sealed class CallbackMetrics
{
    private static readonly InstrumentAdvice<double> _microseconds = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05],
    };

    /// <summary>The usual outcomes of a callback that was let through.</summary>
    private static readonly CallbackOutcome[] _afterClaim =
        [CallbackOutcome.Delivered, CallbackOutcome.MerchantRefused, CallbackOutcome.MerchantUnreachable, CallbackOutcome.Indeterminate];

    private readonly ProfileActivities _activities;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _claimed;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _merchantDuration;
    private readonly Histogram<double> _verificationDuration;
    private readonly Histogram<double> _ledgerDuration;
    private readonly Counter<long> _ledgerFailures;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _amount;
    private readonly Counter<long> _settlementsLost;
    private readonly Counter<long> _unclaimed;

    public CallbackMetrics(IMeterFactory meters, ProfileActivities activities, ICallbackProfiles profiles)
    {
        _activities = activities;
        var meter = meters.Create(CallbackTelemetry.Name);
        var current = profiles.Current;
        var merchantTimeouts = current.ByName.Values.Select(static profile => profile.MerchantTimeout).ToList();
        _callbacks = meter.CreateCounter<long>(
            "edgegateway.callbacks", "{callback}", "Completed callback attempts, by outcome and reason.");
        _claimed = meter.CreateCounter<long>(
            "edgegateway.callbacks.claimed", "{callback}", "Callbacks let through with a claim, by whether it was the first time, and by outcome.");
        _duration = meter.CreateHistogram(
            "edgegateway.callback.duration", "s", "Duration from the first byte of a callback to its answer.", tags: null, DurationBuckets.With([.. merchantTimeouts, .. current.ByName.Values.Select(static profile => profile.BodyTimeout)]));
        _merchantDuration = meter.CreateHistogram(
            "edgegateway.merchant.duration", "s", "Duration from sending a callback to the merchant to its whole answer, or to the timeout.", tags: null, DurationBuckets.With(merchantTimeouts));
        _verificationDuration = meter.CreateHistogram(
            "edgegateway.verification.duration", "s", "Duration of parsing, canonicalizing and verifying one callback.", tags: null, _microseconds);
        _ledgerDuration = meter.CreateHistogram(
            "edgegateway.ledger.operation.duration", "s", "Duration of one ledger operation, as seen by its caller.", tags: null, DurationBuckets.With([current.LedgerTimeout]));
        _ledgerFailures = meter.CreateCounter<long>(
            "edgegateway.ledger.failures", "{operation}", "Ledger operations that the ledger did not answer.");
        _conflicts = meter.CreateCounter<long>(
            "edgegateway.conflicts", "{callback}", "Callbacks with different content under a known key, by the policy applied.");
        _amount = meter.CreateCounter<long>(
            "edgegateway.callbacks.amount", "{minor_unit}", "Amounts of verified callbacks, counted per attempt, in the currency's smallest unit; only if the scheme or the profile names the field.");
        _settlementsLost = meter.CreateCounter<long>(
            "edgegateway.settlements.lost", "{settlement}", "Merchant acknowledgements that the ledger could not record.");
        _unclaimed = meter.CreateCounter<long>(
            "edgegateway.callbacks.unclaimed", "{callback}", "Callbacks forwarded without a claim because the ledger did not answer.");
    }

    public void Ended(CallbackContext callback, TimeSpan duration)
    {
        var profile = callback.Profile.Name;
        var outcome = TagWords.Of(callback.Ending.Outcome);
        if (_duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, new(Tags.Profile, profile), new KeyValuePair<string, object?>(Tags.Outcome, outcome));
        }

        // Without an answer or a timeout there is no duration that says something about the merchant.
        if (_merchantDuration.Enabled && (callback.Answer is not null || callback.Ending.Outcome == CallbackOutcome.Indeterminate))
        {
            _merchantDuration.Record(callback.Durations.Merchant.TotalSeconds, new KeyValuePair<string, object?>(Tags.Profile, profile));
        }

        if (callback.Claims.Main is not null)
        {
            _claimed.Add(1, new(Tags.Profile, profile), new(Tags.Attempt, callback.Claims.Attempt == 1 ? Tags.First : Tags.Repeated), new(Tags.Outcome, outcome));
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

        // Last: a scrape that has the attempt has everything that is counted with it.
        if (_callbacks.Enabled)
        {
            _callbacks.Add(1, new(Tags.Profile, profile), new(Tags.Outcome, outcome), new(Tags.Reason, TagWords.Of(callback.Ending.Reason)));
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
    /// <param name="duration">How long the caller waited.</param>
    /// <param name="errorType">One of <see cref="Tags"/>, or null if the ledger answered.</param>
    public void LedgerOperation(string operation, TimeSpan duration, string? errorType)
    {
        if (errorType is not null)
        {
            _ledgerFailures.Add(1, new TagList { { Tags.Operation, operation }, { Tags.ErrorType, errorType } });
        }

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

    /// <summary>Records the start of a claim. Pass the returned node to <see cref="ClaimEnded"/>.</summary>
    public LinkedListNode<long> ClaimStarted(CallbackContext callback) => ActivityOf(callback).ClaimStarted();

    public void ClaimEnded(CallbackContext callback, LinkedListNode<long> claim) => ActivityOf(callback).ClaimEnded(claim);

    public void Conflict(CallbackContext callback) => _conflicts.Add(
        1, new TagList { { Tags.Profile, callback.Profile.Name }, { Tags.Policy, TagWords.Of(callback.OnConflict) } });

    public void Unclaimed(CallbackContext callback) => _unclaimed.Add(1, new TagList { { Tags.Profile, callback.Profile.Name } });

    public void SettlementLost(CallbackContext callback) =>
        _settlementsLost.Add(1, new TagList { { Tags.Profile, callback.Profile.Name } });

    /// <summary>
    /// Initializes the counters used by alerts and dashboards to 0. Prometheus does not see an increase for a series that first appears at
    /// 1, and a dashboard could not distinguish a healthy gateway from a missing one.
    /// </summary>
    public void Begin(CallbackProfile profile)
    {
        foreach (var (outcome, reason) in PossibleEndings.Of(profile))
        {
            _callbacks.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Outcome, TagWords.Of(outcome) }, { Tags.Reason, TagWords.Of(reason) } });
        }

        foreach (var operation in Tags.Operations)
        {
            _ledgerFailures.Add(0, new TagList { { Tags.Operation, operation }, { Tags.ErrorType, Tags.Timeout } });
            _ledgerFailures.Add(0, new TagList { { Tags.Operation, operation }, { Tags.ErrorType, Tags.Unavailable } });
        }

        foreach (var outcome in profile.Deduplicate ? _afterClaim : [])
        {
            _claimed.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Attempt, Tags.First }, { Tags.Outcome, TagWords.Of(outcome) } });
            _claimed.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Attempt, Tags.Repeated }, { Tags.Outcome, TagWords.Of(outcome) } });
        }

        _conflicts.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Policy, TagWords.Of(profile.OnConflict) } });
        _conflicts.Add(0, new TagList { { Tags.Profile, profile.Name }, { Tags.Policy, TagWords.Of(profile.OnPartialConflict) } });
        _unclaimed.Add(0, new TagList { { Tags.Profile, profile.Name } });
        _settlementsLost.Add(0, new TagList { { Tags.Profile, profile.Name } });
    }

    private void Count(in Amount amount, string profile, string outcome) =>
        _amount.Add(amount.MinorUnits, new TagList { { Tags.Profile, profile }, { Tags.Currency, amount.Currency }, { Tags.Outcome, outcome } });

    private ProfileActivity ActivityOf(CallbackContext callback) => _activities.Of(callback.Profile.Name);
}
