using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Testing.Providers;

namespace EdgeGateway.Tests.Documents;

/// <summary>Writes <c>docs/outcomes.md</c> from the lists of outcomes and reasons.</summary>
internal static class OutcomesDocument
{
    /// <summary>The file, from the repository's root.</summary>
    public const string FileName = "docs/outcomes.md";

    /// <summary>The whole page.</summary>
    public static string Write() => string.Join('\n', [.. Head(), .. Outcomes(), .. Enum.GetValues<CallbackOutcome>().SelectMany(Reasons)]).TrimEnd() + "\n";

    private static IEnumerable<string> Head() =>
    [
        "# Outcomes and reasons",
        "",
        "Every attempt of a callback ends with one outcome. Where the outcome does not say enough, it has a reason. Both lists are closed. They are the tags `outcome` and",
        "`reason` of `edgegateway_callbacks_total` ([metrics](metrics.md)), they are tags of the span, and the log has them in the line `Callback of …`, which begins with",
        "the outcome. The provider gets a status and an `X-Request-Id`, never the reason: ask for that id, and search for it in the log.",
        "",
        "This page is written from the lists in the code and compared with them by a test;",
        $"`{ProvidersDocument.WriteVariable}=1 dotnet run --project tests/EdgeGateway.Tests -- -class \"*OutcomesDocument*\"` writes it anew.",
        "",
    ];

    private static IEnumerable<string> Outcomes() =>
    [
        "## Outcomes",
        "",
        "| `outcome` | In the log | What it means | The provider gets | Who acts, and how |",
        "|---|---|---|---|---|",
        .. OutcomeTexts.All.OrderBy(static text => text.Outcome).Select(static text => $"| {Word(text.Outcome)} | `{text.Outcome}` | {text.Meaning} | {text.Answer} | {text.Action} |"),
        "",
    ];

    private static IEnumerable<string> Reasons(CallbackOutcome outcome)
    {
        var texts = ReasonTexts.All.Where(text => text.Outcome == outcome).OrderBy(static text => text.Reason).ToList();
        return texts.Count == 0 ? [] :
        [
            $"## Reasons of {Word(outcome)}",
            "",
            "| `reason` | What it means | The provider gets | Who acts, and how |",
            "|---|---|---|---|",
            .. texts.Select(static text => $"| `{TagWords.Of(text.Reason)}` | {text.Meaning} | {text.Answer} | {text.Action} |"),
            "",
        ];
    }

    private static string Word(CallbackOutcome outcome) => $"`{TagWords.Of(outcome)}`";
}
