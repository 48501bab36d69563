using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.Commands;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Hosting;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Tests of <c>config/kubernetes</c> that need no cluster: the manifests fit each other, the configuration and the program.</summary>
public sealed partial class KubernetesTests
{
    private const string Directory = "config/kubernetes";

    public static TheoryData<string> Overlays => ["embedded", "shared"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_file_belongs_to_an_overlay()
    {
        KubernetesOverlay[] overlays = [new("embedded"), new("shared")];
        var expected = overlays.SelectMany(static overlay => overlay.Files.Concat(overlay.PatchFiles))
            .Concat(["base/gateway.json", "base/kustomization.yaml", "embedded/kustomization.yaml", "shared/kustomization.yaml"]);
        var root = RepositoryFiles.PathOf(Directory);

        Assert.Equal(
            expected.Distinct().Order(StringComparer.Ordinal),
            System.IO.Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal));
        Assert.All(overlays.SelectMany(static overlay => overlay.Manifests), static manifest =>
        {
            Assert.NotNull(manifest["apiVersion"]);
            Assert.Equal("edgegateway", Text(manifest["metadata"]!["labels"]!["app.kubernetes.io/name"]));
        });
    }

    [Theory]
    [InlineData("embedded", "Sqlite")]
    [InlineData("shared", "Redis")]
    public void The_config_map_the_image_and_the_overlay_make_a_valid_configuration(string name, string store)
    {
        var overlay = new KubernetesOverlay(name);
        var root = ConfigurationOf(overlay);

        var configuration = ConfigurationCheck.Run(root);

        Assert.Equal(Enum.Parse<LedgerStore>(store), configuration.Ledger.Store);
        Assert.Equal(PortOf(root["Kestrel:Endpoints:Edge:Url"]), ContainerPort(overlay, "edge"));
        Assert.Equal(PortOf(root["Kestrel:Endpoints:Management:Url"]), ContainerPort(overlay, "management"));
    }

    [Fact]
    public void The_embedded_ledger_has_one_gateway_and_a_volume()
    {
        var overlay = new KubernetesOverlay("embedded");
        var deployment = overlay.Of("Deployment")["spec"]!;
        var volume = VolumeAt(overlay, Path.GetDirectoryName(ConfigurationOf(overlay)["Ledger:Sqlite:Path"])!);

        Assert.Equal("1", Text(deployment["replicas"]));
        Assert.Equal("Recreate", Text(deployment["strategy"]!["type"]));
        var claim = overlay.Of("PersistentVolumeClaim", Text(volume["persistentVolumeClaim"]!["claimName"]));
        Assert.Equal(["ReadWriteOncePod"], KubernetesOverlay.Texts(claim["spec"]!["accessModes"]));
    }

    [Fact]
    public void The_shared_ledger_has_three_gateways_that_are_spread()
    {
        var overlay = new KubernetesOverlay("shared");
        var deployment = overlay.Of("Deployment")["spec"]!;

        Assert.Equal("3", Text(deployment["replicas"]));
        Assert.Equal(0, deployment["strategy"]!["rollingUpdate"]!["maxUnavailable"]!.GetValue<int>());
        Assert.DoesNotContain(overlay.Manifests, static manifest => Text(manifest["kind"]) == "PersistentVolumeClaim");
        var constraints = overlay.Pod["topologySpreadConstraints"]!.AsArray();
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], constraints.Select(static constraint => Text(constraint!["topologyKey"])));
        Assert.All(constraints, constraint => AssertSelectsPods(overlay, constraint!["labelSelector"]!["matchLabels"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Everything_that_a_manifest_names_exists(string name)
    {
        var overlay = new KubernetesOverlay(name);
        const string config = "/config/gateway.json";
        var configMap = Text(VolumeAt(overlay, Path.GetDirectoryName(config)!)["configMap"]!["name"]);
        var secrets = Text(overlay.Container["env"]!.AsArray().Single(static variable => Text(variable!["name"]) == GatewayOptions.SecretsVariable)!["value"]);

        Assert.Equal(["run"], KubernetesOverlay.Texts(overlay.Container["args"]));
        Assert.Contains($"{GatewayOptions.ConfigVariable}={config} ", RepositoryFiles.Read("Dockerfile"), StringComparison.Ordinal);
        var generator = overlay.Base["configMapGenerator"]!.AsArray().Single(map => Text(map!["name"]) == configMap)!;
        Assert.Contains(Path.GetFileName(config), KubernetesOverlay.Texts(generator["files"]));
        Assert.NotNull(VolumeAt(overlay, secrets)["secret"]!["secretName"]);
        Assert.NotNull(overlay.Of("ServiceAccount", Text(overlay.Pod["serviceAccountName"])));

        AssertSelectsPods(overlay, overlay.Of("Deployment")["spec"]!["selector"]!["matchLabels"]);
        AssertSelectsPods(overlay, overlay.Of("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"]);
        AssertSelectsPods(overlay, overlay.Of("NetworkPolicy")["spec"]!["podSelector"]!["matchLabels"]);
        Assert.All(overlay.Manifests.Where(static manifest => Text(manifest["kind"]) == "Service"), service =>
        {
            AssertSelectsPods(overlay, service["spec"]!["selector"]);
            Assert.All(service["spec"]!["ports"]!.AsArray(), port => Assert.NotEqual(0, ContainerPort(overlay, Text(port!["targetPort"]))));
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Times_fit_the_shutdown(string name)
    {
        var overlay = new KubernetesOverlay(name);
        var shutdown = ConfigurationOf(overlay).GetSection("Shutdown").Get<ShutdownOptions>() ?? new();
        var readiness = overlay.Container["readinessProbe"]!;

        Assert.True(Seconds(overlay.Pod["terminationGracePeriodSeconds"]) > shutdown.ShutdownTimeout);
        Assert.True(Seconds(readiness["periodSeconds"]) * Number(readiness["failureThreshold"]) < shutdown.DrainDelay);
        Assert.True(Seconds(readiness["timeoutSeconds"]) > new LedgerOptions().Timeout);
    }

    [Fact]
    public async Task Probes_and_the_monitor_ask_pages_that_the_gateway_has()
    {
        var overlay = new KubernetesOverlay("shared");
        var endpoint = overlay.Of("ServiceMonitor")["spec"]!["endpoints"]!.AsArray().Single()!;
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);

        foreach (var (probe, path) in (ReadOnlySpan<(string, string)>)[("startupProbe", "/health/live"), ("livenessProbe", "/health/live"), ("readinessProbe", "/health/ready")])
        {
            Assert.Equal(path, Text(overlay.Container[probe]!["httpGet"]!["path"]));
            Assert.Equal("management", Text(overlay.Container[probe]!["httpGet"]!["port"]));
        }

        foreach (var path in (string[])["/health/live", "/health/ready", Text(endpoint["path"])])
        {
            using var response = await gateway.Client.GetAsync(new Uri(gateway.Management, path), Token);
            Assert.True(response.IsSuccessStatusCode, path);
        }
    }

    [Fact]
    public void The_gateway_is_confined()
    {
        var overlay = new KubernetesOverlay("embedded");
        var (pod, container) = (overlay.Pod["securityContext"]!, overlay.Container["securityContext"]!);

        Assert.Equal("true", Text(pod["runAsNonRoot"]));
        Assert.Contains($"USER {Text(pod["runAsUser"])}\n", RepositoryFiles.Read("Dockerfile"), StringComparison.Ordinal);
        Assert.Equal(Text(pod["runAsUser"]), Text(pod["fsGroup"]));
        Assert.Equal("RuntimeDefault", Text(pod["seccompProfile"]!["type"]));
        Assert.Equal("false", Text(container["allowPrivilegeEscalation"]));
        Assert.Equal("true", Text(container["readOnlyRootFilesystem"]));
        Assert.Equal(["ALL"], KubernetesOverlay.Texts(container["capabilities"]!["drop"]));
        Assert.Equal("false", Text(overlay.Pod["automountServiceAccountToken"]));
    }

    /// <summary>The figures are those that were measured.</summary>
    [Fact]
    public void Memory_is_enough_for_what_was_measured_and_what_is_buffered()
    {
        const int Idle = 147;
        const int Busy = 243;
        Assert.Contains($"| {Idle} MiB | 1.13 | {Busy} MiB |", RepositoryFiles.Read("docs/performance.md"), StringComparison.Ordinal);
        var resources = new KubernetesOverlay("shared").Container["resources"]!;

        Assert.True(Mebibytes(resources["requests"]!["memory"]) > Busy);
        Assert.True(Mebibytes(resources["limits"]!["memory"]) > Busy + (new InboundOptions().MaxBufferedBytes >> 20));
        Assert.NotNull(resources["requests"]!["cpu"]);
        Assert.Null(resources["limits"]!["cpu"]);
    }

    [Fact]
    public void Only_the_namespace_of_prometheus_reaches_the_management_port()
    {
        var rules = new KubernetesOverlay("shared").Of("NetworkPolicy")["spec"]!["ingress"]!.AsArray();

        var edge = rules.Single(static rule => rule!["from"] is null)!;
        Assert.Equal("edge", Text(edge["ports"]!.AsArray().Single()!["port"]));
        var management = rules.Single(static rule => rule!["from"] is not null)!;
        Assert.Equal("management", Text(management["ports"]!.AsArray().Single()!["port"]));
        var from = management["from"]!.AsArray().Single()!;
        Assert.Equal("monitoring", Text(from["namespaceSelector"]!["matchLabels"]!["kubernetes.io/metadata.name"]));
    }

    [Fact]
    public void The_monitor_scrapes_the_management_service_as_the_shipped_prometheus_does()
    {
        var overlay = new KubernetesOverlay("shared");
        var monitor = overlay.Of("ServiceMonitor")["spec"]!;
        var endpoint = monitor["endpoints"]!.AsArray().Single()!;
        var scrape = YamlSubset.Parse(RepositoryFiles.Read("config/prometheus/prometheus.yml"));

        var service = overlay.Manifests.Single(manifest => Text(manifest["kind"]) == "Service" && Selects(monitor["selector"]!["matchLabels"], manifest["metadata"]!["labels"]));
        Assert.Contains(service["spec"]!["ports"]!.AsArray(), port => Text(port!["name"]) == Text(endpoint["port"]) && Text(port["targetPort"]) == "management");
        Assert.Equal("true", Text(service["spec"]!["publishNotReadyAddresses"]));
        Assert.Equal(
            Text(scrape["scrape_configs"]!.AsArray().Single(static job => Text(job!["job_name"]) == "edgegateway")!["job_name"]),
            Text(service["metadata"]!["labels"]![Text(monitor["jobLabel"])]));
        Assert.Equal(Text(scrape["global"]!["scrape_interval"]), Text(endpoint["interval"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Kustomize_renders_the_same_manifests(string name)
    {
        // Where kubectl is installed.
        var rendered = await Shell.RunAsync($"! command -v kubectl > /dev/null || kubectl kustomize {RepositoryFiles.PathOf($"{Directory}/{name}")}", Token);

        string[] expected = [.. new KubernetesOverlay(name).Manifests.Select(static manifest => Text(manifest["kind"])).Append("ConfigMap").Order(StringComparer.Ordinal)];
        Assert.Equal(rendered.Length == 0 ? [] : expected, Kind().Matches(rendered).Select(static kind => kind.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static IConfigurationRoot ConfigurationOf(KubernetesOverlay overlay)
    {
        var image = Setting().Matches(RepositoryFiles.Read("Dockerfile").Split("ENV ")[1].Split("VOLUME")[0])
            .Select(static setting => Variable(setting.Groups[1].Value, setting.Groups[2].Value));
        var environment = overlay.Container["env"]!.AsArray().Select(static variable => Variable(Text(variable!["name"]), Text(variable["value"])));
        return new ConfigurationBuilder()
            .AddGatewaySources(new GatewayArguments([RepositoryFiles.PathOf($"{Directory}/base/gateway.json")], null, ReadsEnvironment: false))
            .AddInMemoryCollection([new("CallbackProfiles:cactus:Secrets:k1", "try-out-cactus"), new("Ledger:Redis:Configuration", "redis:6379,password=try-out")])
            .AddInMemoryCollection(image)
            .AddInMemoryCollection(environment)
            .Build();
    }

    private static KeyValuePair<string, string?> Variable(string name, string value) => new(name.Replace("__", ":", StringComparison.Ordinal), value);

    private static JsonNode VolumeAt(KubernetesOverlay overlay, string path)
    {
        var mount = overlay.Container["volumeMounts"]!.AsArray().Single(mount => Text(mount!["mountPath"]) == path)!;
        return overlay.Pod["volumes"]!.AsArray().Single(volume => Text(volume!["name"]) == Text(mount["name"]))!;
    }

    private static void AssertSelectsPods(KubernetesOverlay overlay, JsonNode? selector) =>
        Assert.True(Selects(selector, overlay.Of("Deployment")["spec"]!["template"]!["metadata"]!["labels"]));

    private static bool Selects(JsonNode? selector, JsonNode? labels) => selector!.AsObject().All(pair => JsonNode.DeepEquals(labels![pair.Key], pair.Value));

    private static int ContainerPort(KubernetesOverlay overlay, string name) =>
        Number(overlay.Container["ports"]!.AsArray().Single(port => Text(port!["name"]) == name)!["containerPort"]);

    private static int PortOf(string? url) => new Uri(url!).Port;

    private static TimeSpan Seconds(JsonNode? node) => TimeSpan.FromSeconds(Number(node));

    private static int Mebibytes(JsonNode? node) => int.Parse(Text(node).Replace("Mi", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static int Number(JsonNode? node) => int.Parse(Text(node), CultureInfo.InvariantCulture);

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Setting();

    [GeneratedRegex("^kind: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
