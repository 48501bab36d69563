using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>Which of a profile's times must be longer than which.</summary>
internal static class TimeRules
{
    /// <summary>What a lease must outlast the merchant timeout by: time to settle even when the ledger is slow.</summary>
    private static readonly TimeSpan _settleMargin = TimeSpan.FromSeconds(10);

    private const double RetryMargin = 1.25;

    private static readonly TimeSpan _leastRetention = TimeSpan.FromDays(7);

    /// <summary>How long an acknowledgement is remembered, where the profile does not say it.</summary>
    public static TimeSpan DefaultRetention(SignatureScheme? scheme) =>
        scheme?.RetryHorizon is { } horizon && horizon * RetryMargin > _leastRetention ? horizon * RetryMargin : _leastRetention;

    public static void Check(string path, CallbackProfileOptions options, SignatureScheme? scheme, FaultList faults)
    {
        // A time that could not be read has its default here; nothing follows from comparing that.
        var isLeaseKnown = !faults.Has($"{path}:Lease");
        var isRetentionKnown = !faults.Has($"{path}:Retention");
        if (isLeaseKnown && !faults.Has($"{path}:MerchantTimeout") && options.Lease <= options.MerchantTimeout + _settleMargin)
        {
            faults.Add($"{path}:Lease", $"{options.Lease} must be longer than MerchantTimeout {options.MerchantTimeout} + {_settleMargin}");
        }

        var retention = options.Retention ?? DefaultRetention(scheme);
        if (isLeaseKnown && isRetentionKnown && retention < options.Lease)
        {
            faults.Add($"{path}:Retention", $"{retention} must not be shorter than Lease {options.Lease}");
        }

        if (isRetentionKnown && scheme?.RetryHorizon is { } horizon && retention < horizon * RetryMargin)
        {
            faults.Add(
                $"{path}:Retention",
                $"{retention} must be at least {horizon * RetryMargin}: {scheme.Name} repeats a callback for {horizon}, and a quarter is the margin");
        }
    }
}
