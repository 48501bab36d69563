using System.Text.Json.Nodes;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Finds mistakes in a dashboard that Grafana shows as a wrong or an empty panel.</summary>
internal static class DashboardLint
{
    private static readonly string[] _units = ["none", "short", "s", "bytes", "percentunit", "reqps", "ops", "dateTimeAsIso"];
    private static readonly string[] _types = ["timeseries", "stat", "bargauge"];

    public static IEnumerable<string> FaultsOf(JsonObject dashboard)
    {
        var variables = dashboard["templating"]!["list"]!.AsArray().Select(static variable => variable!.AsObject()).ToArray();
        var panels = Dashboards.PanelsOf(dashboard).ToArray();
        return
        [
            .. VariableFaults(variables, panels),
            .. panels.GroupBy(static panel => panel["title"]!.GetValue<string>()).Where(static group => group.Count() > 1).Select(static group => $"two panels are titled '{group.Key}'"),
            .. panels.GroupBy(static panel => panel["id"]!.GetValue<int>()).Where(static group => group.Count() > 1).Select(static group => $"two panels have the id {group.Key}"),
            .. OverlapFaults(panels),
            .. panels.SelectMany(panel => PanelFaults(panel, [.. variables.Select(NameOf)]).Select(fault => $"{panel["title"]}: {fault}")),
        ];
    }

    private static IEnumerable<string> VariableFaults(JsonObject[] variables, JsonObject[] panels)
    {
        var queries = panels.SelectMany(Dashboards.ExpressionsOf).ToArray();
        string[] expected = queries.All(PromQuery.IsRecorded) ? ["datasource", "job", "namespace"] : ["datasource", "job", "namespace", "instance"];
        foreach (var name in expected.Except(variables.Select(NameOf)))
        {
            yield return $"there is no variable ${name}";
        }

        foreach (var variable in variables.Where(static variable => variable["type"]!.GetValue<string>() == "query"))
        {
            var query = variable["query"]!["query"]!.GetValue<string>();
            if (query != variable["definition"]!.GetValue<string>() || !PromQuery.SelectorsOf(query).All(static selector => MetricCatalog.Tags.ContainsKey(selector.Metric)))
            {
                yield return $"${NameOf(variable)} has the query {query}";
            }

            if (!queries.Any(text => text.Contains($"${NameOf(variable)}\"", StringComparison.Ordinal)))
            {
                yield return $"no query uses ${NameOf(variable)}";
            }
        }

        // Other services have metrics of the same names, so that all jobs means all that are gateways.
        if (variables.FirstOrDefault(static variable => NameOf(variable) == "job")?["allValue"] is not null)
        {
            yield return "$job has a value for all";
        }
    }

    private static IEnumerable<string> OverlapFaults(JsonObject[] panels)
    {
        var taken = new HashSet<(int, int)>();
        foreach (var panel in panels)
        {
            var (x, y, width, height) = (At(panel, "x"), At(panel, "y"), At(panel, "w"), At(panel, "h"));
            var cells = from column in Enumerable.Range(x, width) from row in Enumerable.Range(y, height) select (column, row);
            if (x + width > 24 || cells.Any(cell => !taken.Add(cell)))
            {
                yield return $"{panel["title"]}: its place is taken or outside";
            }
        }

        static int At(JsonObject panel, string name) => panel["gridPos"]![name]!.GetValue<int>();
    }

    private static IEnumerable<string> PanelFaults(JsonObject panel, string[] variables)
    {
        if (!_types.Contains(panel["type"]!.GetValue<string>()))
        {
            yield return $"the type {panel["type"]} is not known";
        }

        if (!_units.Contains(panel["fieldConfig"]?["defaults"]?["unit"]?.GetValue<string>()))
        {
            yield return "it has no unit";
        }

        if (panel["description"]?.GetValue<string>() is not { Length: > 40 })
        {
            yield return "its description does not say what to do";
        }

        if (panel["targets"]!.AsArray().Select(static target => target!["datasource"]).Append(panel["datasource"]).Any(static source => source?["uid"]?.GetValue<string>() != "${datasource}"))
        {
            yield return "it does not use $datasource";
        }

        foreach (var target in panel["targets"]!.AsArray())
        {
            var text = target!["expr"]!.GetValue<string>();
            foreach (var fault in PromQuery.FaultsOf(text, target["legendFormat"]!.GetValue<string>(), variables.Contains("profile")))
            {
                yield return fault;
            }

            if (text.Contains("$__range", StringComparison.Ordinal) != (target["instant"]?.GetValue<bool>() == true && text.Contains('[', StringComparison.Ordinal)))
            {
                yield return "only a query of the whole chosen time is instant, and it must be";
            }
        }
    }

    private static string NameOf(JsonObject variable) => variable["name"]!.GetValue<string>();
}
