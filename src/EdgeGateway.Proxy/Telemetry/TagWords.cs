using System.Collections.Immutable;
using System.Text.Json;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Enum values as tag values: <c>AlreadySettled</c> is <c>already_settled</c>. Created once, so that tagging does not allocate.
/// </summary>
internal static class TagWords
{
    private static readonly ImmutableArray<string> _outcomes = WordsOf<CallbackOutcome>();
    private static readonly ImmutableArray<string> _reasons = ["", .. WordsOf<CallbackReason>()[1..]];
    private static readonly ImmutableArray<string> _renderings = WordsOf<Rendering>();
    private static readonly ImmutableArray<string> _policies = WordsOf<ConflictPolicy>();

    public static string Of(CallbackOutcome outcome) => _outcomes[(int)outcome];

    /// <summary>The reason's word; empty for none.</summary>
    public static string Of(CallbackReason reason) => _reasons[(int)reason];

    public static string Of(Rendering rendering) => _renderings[(int)rendering];

    public static string Of(ConflictPolicy policy) => _policies[(int)policy];

    private static ImmutableArray<string> WordsOf<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
