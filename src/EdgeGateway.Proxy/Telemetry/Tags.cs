using System.Collections.Immutable;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>The names of tags, and the tag values that have no enum.</summary>
internal static class Tags
{
    public const string Profile = CallbackTelemetry.ProfileTag;
    public const string Outcome = "outcome";
    public const string Reason = "reason";
    public const string KeyId = "key_id";
    public const string Rendering = "rendering";
    public const string Operation = "operation";
    public const string ErrorType = "error.type";
    public const string Policy = "policy";
    public const string Currency = "currency";

    public const string Attempt = "attempt";

    public const string First = "first";
    public const string Repeated = "repeated";

    public const string Claim = "claim";
    public const string Settle = "settle";
    public const string Release = "release";

    /// <summary>Every value of <see cref="Operation"/>.</summary>
    public static readonly ImmutableArray<string> Operations = [Claim, Settle, Release];

    public const string Timeout = "timeout";
    public const string Unavailable = "unavailable";
}
