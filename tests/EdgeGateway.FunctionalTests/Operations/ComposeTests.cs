using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Hosting;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Redis;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Tests of <c>config/compose.yaml</c> that need no container engine.</summary>
public sealed class ComposeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Compose => YamlSubset.Parse(RepositoryFiles.Read("config/compose.yaml"));

    private static JsonObject Services => Compose["services"]!.AsObject();

    [Fact]
    public void Everything_that_a_service_names_exists()
    {
        Assert.Equal(["gateway", "grafana", "merchant", "prometheus", "redis"], Services.Select(static service => service.Key).Order(StringComparer.Ordinal));
        foreach (var (name, service) in Services)
        {
            Assert.True(service!["image"] is not null || service["build"] is not null, name);
            Assert.All(Texts(service["depends_on"]), static other => Assert.True(Services.ContainsKey(other)));
            Assert.All(Texts(service["volumes"]), static volume =>
            {
                var source = volume.Split(':')[0];
                Assert.True(
                    source.StartsWith("./", StringComparison.Ordinal)
                        ? Path.Exists(RepositoryFiles.PathOf($"config/{source}"))
                        : Compose["volumes"]!.AsObject().ContainsKey(source),
                    volume);
            });

            // No port is published to other machines.
            Assert.All(Texts(service["ports"]), static port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_gateways_environment_makes_its_file_a_valid_configuration()
    {
        var environment = Services["gateway"]!["environment"]!.AsObject().ToDictionary(
            static pair => pair.Key.Replace("__", ":", StringComparison.Ordinal),
            static pair => (string?)System.Text.RegularExpressions.Regex.Replace(pair.Value!.GetValue<string>(), @"\$\{\w+:-([^}]+)\}", "$1"));
        var root = new ConfigurationBuilder()
            .AddGatewaySources(new GatewayArguments([RepositoryFiles.PathOf("config/gateway.json")], null))
            .AddInMemoryCollection(environment)
            .Build();

        var configuration = ConfigurationCheck.Run(root);

        Assert.Equal(LedgerStore.Redis, configuration.Ledger.Store);
        Assert.Single(configuration.Profiles.ByName);
    }

    [Fact]
    public void A_container_is_killed_only_after_the_gateway_would_have_ended()
    {
        var grace = int.Parse(Services["gateway"]!["stop_grace_period"]!.GetValue<string>().TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(TimeSpan.FromSeconds(grace) > new ShutdownOptions().ShutdownTimeout);
    }

    [Fact]
    public void Grafana_is_given_the_data_source_and_every_dashboard()
    {
        Assert.Contains("url: http://prometheus:9090", RepositoryFiles.Read("config/grafana/provisioning/datasources/prometheus.yaml"), StringComparison.Ordinal);
        var path = RepositoryFiles.Read("config/grafana/provisioning/dashboards/edgegateway.yaml").Split("path: ")[1].Trim();
        Assert.Contains(Texts(Services["grafana"]!["volumes"]), volume => volume.StartsWith($"./grafana/dashboards:{path}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_on_the_shipped_redis_survives_a_crash_and_never_evicts()
    {
        await using var server = RedisServer.With(RepositoryFiles.PathOf("config/redis.conf"));
        await server.InitializeAsync();
        var claim = new Claim(new CallbackKey("cactus/1"), OwnerToken.Create(), TimeSpan.FromMinutes(5));
        await using (var ledger = new RedisCallbackLedger(new() { Configuration = server.EndPoint }))
        {
            await ledger.ClaimAsync(new ClaimRequest(claim, Fingerprint.Of("content"u8), TimeSpan.FromMinutes(1)), Token);
            Assert.True(await ledger.SettleAsync(claim, new RecordedAcknowledgement(200, null, "OK"u8.ToArray()), Token));
            var statistics = await ledger.GetStatisticsAsync(Token);
            Assert.Equal(1024L * 1024 * 1024, statistics.CapacityBytes);
            Assert.InRange(statistics.SizeBytes!.Value, 1, statistics.CapacityBytes!.Value);
        }

        await server.KillAsync();
        await server.StartAsync();

        Assert.Equal("noeviction", (await server.CommandAsync("CONFIG", "GET", "maxmemory-policy")).Split('\n')[1]);
        Assert.StartsWith("1s", await server.CommandAsync("GET", "edge:cactus/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_merchant_acknowledges()
    {
        await using var merchant = GatewayProcess.Start(AppContext.BaseDirectory, new Dictionary<string, string>(), "merchant", "--url", "http://127.0.0.1:0");
        var line = await merchant.WaitForLineAsync("merchant listening on: ");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var response = await client.PostAsync(new Uri(new Uri(line.Split(": ")[1]), "/callbacks/carouseller"), null, Token);

        Assert.Equal("""{"code":0}""", await response.Content.ReadAsStringAsync(Token));
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(static text => text!.GetValue<string>()) ?? [];
}
