using System.Diagnostics;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>The names of the gateway's meter and activity source.</summary>
public static class CallbackTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "EdgeGateway";

    /// <summary>The tag with the name of the profile.</summary>
    public const string ProfileTag = "profile";

    internal static ActivitySource Spans { get; } = new(Name);
}
