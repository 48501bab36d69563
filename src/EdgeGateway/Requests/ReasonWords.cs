using System.Text.Json;

namespace EdgeGateway.Requests;

/// <summary>Reasons and renderings as logs and metrics name them.</summary>
internal static class ReasonWords
{
    /// <summary>The value in lower case, such as <c>signature_mismatch</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
