namespace EdgeGateway.Logging;

/// <summary>
/// The level of the line that each callback has. Delivered ones are at Debug, so that they can be turned off alone, and are logged wherever
/// Information is, unless the configuration names the category. A level above Information for <c>Default</c> or a parent of the category
/// applies to it.
/// </summary>
internal static class CallbackLogLevel
{
    /// <summary>The category of these lines.</summary>
    public const string Category = "EdgeGateway.Proxy.Telemetry.CallbackLog";

    public static void Apply(LoggerFilterOptions options)
    {
        var rule = options.Rules.Where(AppliesToTheCategory).OrderBy(static rule => rule.CategoryName?.Length ?? 0).LastOrDefault();
        var level = rule?.LogLevel ?? options.MinLevel;
        if (level <= LogLevel.Information && !Category.Equals(rule?.CategoryName, StringComparison.OrdinalIgnoreCase))
        {
            options.Rules.Add(new LoggerFilterRule(providerName: null, Category, LogLevel.Debug, filter: null));
        }
    }

    private static bool AppliesToTheCategory(LoggerFilterRule rule) =>
        rule is { ProviderName: null, Filter: null }
        && (rule.CategoryName is not { } name || Category.StartsWith(name.TrimEnd('*'), StringComparison.OrdinalIgnoreCase));
}
