using System.Collections.Frozen;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates what Kestrel would silently ignore, or refuse when it starts: unknown settings and limits.</summary>
internal static class KestrelRules
{
    private const string LimitsPath = $"{KnownSections.Kestrel}:Limits";

    private static readonly FrozenSet<string> _settings =
        new[] { "Endpoints", "EndpointDefaults", "Certificates", "Limits" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Check(IConfiguration configuration, FaultList faults)
    {
        foreach (var child in configuration.GetSection(KnownSections.Kestrel).GetChildren().Where(static child => !_settings.Contains(child.Key)))
        {
            var meant = NearestName.Find(child.Key, _settings);
            faults.Add(child.Path, meant is null ? $"unknown setting; known here: {string.Join(", ", _settings.Order(StringComparer.Ordinal))}" : $"unknown setting; did you mean {meant}?");
        }

        CheckSizes(new SectionBinder(faults).Bind<KestrelLimitsOptions>(configuration.GetSection(LimitsPath)), faults);
    }

    /// <summary>Kestrel does not start with either of these.</summary>
    private static void CheckSizes(KestrelLimitsOptions limits, FaultList faults)
    {
        if (limits.MaxRequestBufferSize < limits.MaxRequestLineSize)
        {
            faults.Add($"{LimitsPath}:{nameof(limits.MaxRequestBufferSize)}", $"{limits.MaxRequestBufferSize} must be at least {nameof(limits.MaxRequestLineSize)} {limits.MaxRequestLineSize}");
        }

        if (limits.MaxRequestBufferSize < limits.MaxRequestHeadersTotalSize)
        {
            faults.Add($"{LimitsPath}:{nameof(limits.MaxRequestBufferSize)}", $"{limits.MaxRequestBufferSize} must be at least {nameof(limits.MaxRequestHeadersTotalSize)} {limits.MaxRequestHeadersTotalSize}");
        }
    }
}
