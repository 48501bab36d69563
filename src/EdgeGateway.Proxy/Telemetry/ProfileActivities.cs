using System.Collections.Concurrent;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>The <see cref="ProfileActivity"/> of each profile by its name.</summary>
internal sealed class ProfileActivities(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, ProfileActivity> _profiles = new(StringComparer.OrdinalIgnoreCase);

    public ProfileActivity Of(string profile) =>
        _profiles.GetOrAdd(profile, static (_, time) => new ProfileActivity(time), timeProvider);
}
