using System.Text.Json;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Requests;

/// <summary>Reasons as logs and metrics name them.</summary>
internal static class ReasonWords
{
    /// <summary>The reason in lower case, such as <c>signature_mismatch</c>.</summary>
    public static string Of(RefusalReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
