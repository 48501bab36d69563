using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates a profile's times against one another.</summary>
internal static class TimeRules
{
    public static void Check(string path, CallbackProfileOptions options, SignatureScheme? scheme, FaultList faults)
    {
        // A time that could not be read has its default here, so comparing it is meaningless.
        var isLeaseKnown = !faults.Has($"{path}:Lease");
        var isRetentionKnown = !faults.Has($"{path}:Retention");
        if (isLeaseKnown && !faults.Has($"{path}:MerchantTimeout") && options.Lease <= options.MerchantTimeout + CallbackProfile.SettleMargin)
        {
            faults.Add($"{path}:Lease", $"{options.Lease} must be longer than MerchantTimeout {options.MerchantTimeout} + {CallbackProfile.SettleMargin}");
        }

        var retention = options.Retention ?? CallbackProfile.DefaultRetention(scheme);
        if (isLeaseKnown && isRetentionKnown && retention < options.Lease)
        {
            faults.Add($"{path}:Retention", $"{retention} must not be shorter than Lease {options.Lease}");
        }

        if (isRetentionKnown && scheme?.RetryHorizon is { } horizon && retention < horizon * CallbackProfile.RetryMargin)
        {
            faults.Add(
                $"{path}:Retention",
                $"{retention} must be at least {horizon * CallbackProfile.RetryMargin}: {scheme.Name} repeats a callback for {horizon}, and a quarter is the margin");
        }
    }
}
