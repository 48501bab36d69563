using System.Globalization;
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
            Assert.All(Texts(service["networks"]), static network => Assert.True(Compose["networks"]!.AsObject().ContainsKey(network)));
            Assert.All(Texts(service["secrets"]), static secret => Assert.True(Compose["secrets"]!.AsObject().ContainsKey(secret)));
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
            .AddInMemoryCollection([new("Ledger:Redis:Configuration", "redis:6379,password=try-out")])
            .Build();

        var configuration = ConfigurationCheck.Run(root);

        Assert.Equal(LedgerStore.Redis, configuration.Ledger.Store);
        Assert.Single(configuration.Profiles.ByName);
    }

    [Fact]
    public void A_container_is_killed_only_after_the_gateway_would_have_ended()
    {
        var grace = int.Parse(Services["gateway"]!["stop_grace_period"]!.GetValue<string>().TrimEnd('s'), CultureInfo.InvariantCulture);

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
    public void Every_service_is_confined()
    {
        Assert.All(Services, static pair =>
        {
            var service = pair.Value!;
            Assert.Equal(["ALL"], Texts(service["cap_drop"]));
            Assert.Equal(["no-new-privileges:true"], Texts(service["security_opt"]));
            Assert.NotNull(service["cpus"]);
            Assert.NotNull(service["mem_limit"]);
            Assert.NotNull(service["logging"]!["options"]!["max-size"]);
            Assert.NotNull(service["logging"]!["options"]!["max-file"]);
            Assert.Equal("unless-stopped", Text(service["restart"]));
            Assert.True(pair.Key == "grafana" || Text(service["read_only"]) == "true", pair.Key);
        });
    }

    [Fact]
    public void Every_image_is_an_exact_version() => Assert.All(
        Services.Where(static service => service.Value!["image"] is not null),
        static service => Assert.Matches(@":v?\d+\.\d+\.\d+$", Text(service.Value!["image"])));

    /// <summary>The ledger and the merchant are reached through the gateway only.</summary>
    [Fact]
    public void What_publishes_no_port_is_in_the_internal_network_only()
    {
        Assert.Equal("true", Text(Compose["networks"]!["back"]!["internal"]));
        Assert.All(Services, static service => Assert.Equal(
            service.Value!["ports"] is null ? ["back"] : ["edge", "back"], Texts(service.Value["networks"])));
    }

    [Fact]
    public void The_gateway_has_memory_for_what_it_buffers()
    {
        const int Measured = 243;
        Assert.Contains($"| {Measured} MiB |", RepositoryFiles.Read("docs/performance.md"), StringComparison.Ordinal);
        var limit = int.Parse(Text(Services["gateway"]!["mem_limit"]).TrimEnd('m'), CultureInfo.InvariantCulture);

        Assert.True(limit > Measured + (new InboundOptions().MaxBufferedBytes >> 20));
    }

    /// <summary>A check in the image starts .NET each time, and marks a gateway that works as broken while Redis is away.</summary>
    [Fact]
    public void No_container_of_the_gateway_checks_itself()
    {
        Assert.DoesNotContain(RepositoryFiles.Read("Dockerfile").Split('\n'), static line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));
        Assert.Equal(["redis"], Services.Where(static service => service.Value!["healthcheck"] is not null).Select(static service => service.Key));
    }

    /// <summary>Runs the commands of the document, Redis with the file that they write, and Redis' health check.</summary>
    [Fact]
    public async Task The_documented_secrets_give_redis_a_password_that_the_gateway_knows()
    {
        var directory = Directory.CreateTempSubdirectory("edge-");
        try
        {
            var commands = ShellBlock.All.Single(static block => block.Place.StartsWith("docs/install.md:", StringComparison.Ordinal) && block.Text.Contains("requirepass", StringComparison.Ordinal));
            await Shell.RunAsync(commands.Text.Replace("config/secrets", directory.FullName, StringComparison.Ordinal), Token);
            Assert.Equal(
                Compose["secrets"]!.AsObject().Select(static secret => Path.GetFileName(Text(secret.Value!["file"]))).Order(StringComparer.Ordinal),
                directory.GetFiles().Select(static file => file.Name).Order(StringComparer.Ordinal));
            var included = Path.Combine(directory.FullName, "redis-password.conf");
            var password = (await File.ReadAllTextAsync(included, Token)).Trim().Split(' ')[1];
            await using var server = RedisServer.With(RepositoryFiles.PathOf("config/redis.conf"), included, password);
            await server.InitializeAsync();

            var configuration = await File.ReadAllTextAsync(Path.Combine(directory.FullName, "Ledger__Redis__Configuration"), Token);
            Assert.StartsWith("redis:6379,", configuration, StringComparison.Ordinal);
            await using var ledger = new RedisCallbackLedger(new() { Configuration = configuration.Replace("redis:6379", server.EndPoint, StringComparison.Ordinal) });
            Assert.NotNull((await ledger.GetStatisticsAsync(Token)).SizeBytes);

            await Shell.RunAsync(HealthCheck(server, directory), Token);
            await File.WriteAllTextAsync(included, "requirepass another", Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => Shell.RunAsync(HealthCheck(server, directory), Token));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
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

    private static string HealthCheck(RedisServer server, DirectoryInfo secrets) => Texts(Services["redis"]!["healthcheck"]!["test"]).Last()
        .Replace("$$", "$", StringComparison.Ordinal)
        .Replace("/run/secrets", secrets.FullName, StringComparison.Ordinal)
        .Replace("redis-cli", $"redis-cli -p {server.Port}", StringComparison.Ordinal);

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(static text => text!.GetValue<string>()) ?? [];
}
