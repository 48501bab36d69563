using System.Collections.Immutable;
using System.Text.Json;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Proxy.Verification;

/// <summary>The words for refusals in metrics and logs: <c>signature_mismatch</c>.</summary>
internal static class RefusalReasons
{
    private static readonly ImmutableArray<string> _tags =
        [.. Enum.GetValues<RefusalReason>().Select(static reason => reason == RefusalReason.None ? "" : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()))];

    public static string TagOf(RefusalReason reason) => _tags[(int)reason];
}
