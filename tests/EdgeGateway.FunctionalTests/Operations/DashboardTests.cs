using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Tls;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Prometheus;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

public sealed class DashboardTests
{
    /// <summary>Redis with a limit, and a container with one.</summary>
    private static readonly string[] _otherHosts = ["edgegateway_ledger_capacity_bytes", "edgegateway_memory_limit_bytes"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Dashboards.Names];

    [Fact]
    public void There_is_one_for_each_question()
    {
        Assert.Equal(["flow", "ledger", "merchants", "objectives", "process", "providers"], Dashboards.Names);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_panel_has_queries_and_links_that_lead_somewhere(string name)
    {
        var dashboard = Dashboards.Read(name);

        Assert.All(Dashboards.PanelsOf(dashboard), static panel => Assert.NotEmpty(Dashboards.QueriesOf(panel)));
        Assert.All(
            Dashboards.PanelsOf(dashboard).SelectMany(static panel => RunbookLinks.In(panel["description"]!.GetValue<string>())),
            static link => Assert.Contains(link, RunbookLinks.Headings));
    }

    [Fact]
    public async Task Every_query_has_results_for_a_gateway_with_traffic()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("edge");
        authority.Write(certificate);
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(
            merchant,
            ("CallbackProfiles__Cactus__AmountField", "amount"),
            ("Kestrel__Endpoints__Tls__Url", "https://127.0.0.1:0"),
            ("Kestrel__Endpoints__Tls__Certificate__Path", authority.PathOf("edge.pem")),
            ("Kestrel__Endpoints__Tls__Certificate__KeyPath", authority.PathOf("edge.key")));
        await using var prometheus = await PrometheusServer.StartAsync(gateway.Management, Token);
        await SendWhileTheLedgerIsLockedAsync(gateway);
        var queries = Dashboards.Names.SelectMany(static name => Dashboards.PanelsOf(Dashboards.Read(name)).SelectMany(Dashboards.QueriesOf))
            .Where(static query => !_otherHosts.Any(metric => query.Contains(metric, StringComparison.Ordinal))).Distinct().ToList();
        Assert.True(queries.Count > 60);

        var empty = queries;
        var round = 0;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await SendAsync(gateway, merchant, ++round);
                    empty = await EmptyAsync(prometheus, empty);
                    return empty.Count == 0;
                },
                Token);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"These queries have no results:\n{string.Join('\n', empty)}");
        }
    }

    [Fact]
    public async Task Every_alert_can_be_evaluated_and_a_healthy_gateway_fires_none()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);
        await using var prometheus = await PrometheusServer.StartAsync(gateway.Management, Token);

        JsonNode[] rules = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var answer = await prometheus.GetAsync("/api/v1/rules", Token);
                rules = [.. JsonNode.Parse(answer.GetProperty("data").GetRawText())!["groups"]!.AsArray().SelectMany(static group => group!["rules"]!.AsArray().Select(static rule => rule!))];
                return rules.Length > 0
                    && rules.All(static rule => rule["health"]!.GetValue<string>() == "ok")
                    && await prometheus.CountAsync("edgegateway_ready", Token) > 0;
            },
            Token);

        Assert.DoesNotContain(rules, static rule => rule["state"]?.GetValue<string>() == "firing" && rule["name"]!.GetValue<string>() != AlertRules.Watchdog);
    }

    /// <summary>Locks the ledger's file for longer than the gateway waits.</summary>
    private static async Task SendWhileTheLedgerIsLockedAsync(ProcessGateway gateway)
    {
        await using var holder = await SqliteShell.BeginAsync(gateway.LedgerPath, Token);
        using var response = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceProviders.Cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static async Task<List<string>> EmptyAsync(PrometheusServer prometheus, List<string> queries)
    {
        var empty = new List<string>();
        foreach (var query in queries)
        {
            if (await prometheus.CountAsync(query, Token) == 0)
            {
                empty.Add(query);
            }
        }

        return empty;
    }

    /// <summary>For each provider, sends a callback, a duplicate and a forged one; then one that the merchant refuses.</summary>
    private static async Task SendAsync(ProcessGateway gateway, TestMerchant merchant, int round)
    {
        foreach (var provider in ReferenceProviders.All)
        {
            foreach (var request in (SchemeRequest[])[provider.Callback(), provider.Callback(), provider.Forged(provider.Callback())])
            {
                using var response = await gateway.SendAsync(provider, request, Token);
            }
        }

        var answer = merchant.Answer;
        merchant.AnswerWith(500);
        var refused = new JsonObject { ["site_id"] = 1, ["invoice_id"] = round, ["status"] = 3, ["amount"] = 100, ["currency"] = "USD" };
        using var last = await gateway.SendAsync(ReferenceProviders.Cactus, ReferenceSigner.SortedPairs(refused, ReferenceProvider.Secret), Token);
        merchant.Answer = answer;
    }
}
