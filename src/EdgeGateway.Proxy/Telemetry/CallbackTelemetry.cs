using System.Diagnostics;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>The name under which the gateway's measurements and spans are found.</summary>
public static class CallbackTelemetry
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "EdgeGateway";

    /// <summary>The tag with the name of the profile.</summary>
    public const string ProfileTag = "profile";

    internal static ActivitySource Spans { get; } = new(Name);
}
