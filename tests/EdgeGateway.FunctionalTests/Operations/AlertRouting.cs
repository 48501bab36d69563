using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Applies an Alertmanager configuration to alerts that fire at the same time, as Alertmanager does: inhibition, routes, grouping.</summary>
internal sealed partial class AlertRouting(JsonObject configuration)
{
    /// <summary>The notifications: for each the receiver, and the alerts in it.</summary>
    public IReadOnlyList<(string Receiver, IReadOnlyList<IReadOnlyDictionary<string, string>> Alerts)> Notify(IReadOnlyList<IReadOnlyDictionary<string, string>> alerts) =>
    [
        .. alerts
            .Where(alert => !IsInhibited(alert, alerts))
            .GroupBy(alert => $"{ReceiverOf(alert)} {string.Join(',', Texts(Route["group_by"]).Select(name => alert.GetValueOrDefault(name)))}")
            .Select(group => (group.Key.Split(' ')[0], (IReadOnlyList<IReadOnlyDictionary<string, string>>)[.. group])),
    ];

    /// <summary>The receiver of the first route that matches.</summary>
    public string ReceiverOf(IReadOnlyDictionary<string, string> alert) => Text(
        (Route["routes"]!.AsArray().FirstOrDefault(route => Matches(route!["matchers"], alert)) ?? Route)["receiver"]);

    /// <summary>The values of all matchers of a label.</summary>
    public IEnumerable<string> ValuesOf(string label) =>
        from rule in configuration["inhibit_rules"]!.AsArray().Concat(Route["routes"]!.AsArray())
        from list in (string[])["source_matchers", "target_matchers", "matchers"]
        from matcher in Texts(rule![list]).Select(Parse)
        where matcher.Name == label
        from value in matcher.Value.Split('|')
        select value;

    private JsonNode Route => configuration["route"]!;

    private bool IsInhibited(IReadOnlyDictionary<string, string> alert, IReadOnlyList<IReadOnlyDictionary<string, string>> alerts) =>
        configuration["inhibit_rules"]!.AsArray().Any(rule =>
            Matches(rule!["target_matchers"], alert)
            && alerts.Any(source => Matches(rule["source_matchers"], source)
                && Texts(rule["equal"]).All(name => source.GetValueOrDefault(name, "") == alert.GetValueOrDefault(name, ""))));

    private static bool Matches(JsonNode? matchers, IReadOnlyDictionary<string, string> alert) => Texts(matchers).Select(Parse).All(matcher =>
        matcher.IsRegex
            ? Regex.IsMatch(alert.GetValueOrDefault(matcher.Name, ""), $"^(?:{matcher.Value})$")
            : alert.GetValueOrDefault(matcher.Name, "") == matcher.Value);

    private static (string Name, bool IsRegex, string Value) Parse(string matcher) => Matcher().Match(matcher) is { Success: true } match
        ? (match.Groups["name"].Value, match.Groups["operator"].Value == "=~", match.Groups["value"].Value)
        : throw new FormatException($"Not understood: {matcher}");

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(static text => Text(text)) ?? [];

    [GeneratedRegex("^(?<name>[a-z]+)(?<operator>=~?)\"(?<value>[^\"]*)\"$")]
    private static partial Regex Matcher();
}
