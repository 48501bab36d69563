using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates the shutdown times against one another.</summary>
internal static class ShutdownRules
{
    /// <summary>The part of the shutdown time that is reserved to settle and answer.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(2);

    public static void Check(ShutdownOptions options, FaultList faults)
    {
        const string path = $"{KnownSections.Shutdown}:{nameof(ShutdownOptions.ShutdownTimeout)}";
        if (!faults.Has(KnownSections.Shutdown) && options.ShutdownTimeout < options.DrainDelay + _margin)
        {
            faults.Add(path, $"{options.ShutdownTimeout} must be at least DrainDelay {options.DrainDelay} + {_margin}");
        }
    }
}
