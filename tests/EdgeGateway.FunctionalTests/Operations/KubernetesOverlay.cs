using System.Text.Json.Nodes;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The manifests that an overlay in <c>config/kubernetes</c> applies.</summary>
internal sealed class KubernetesOverlay
{
    private const string Directory = "config/kubernetes";

    private readonly List<JsonObject> _manifests;

    /// <summary>Reads the base and the overlay, and applies its patches.</summary>
    /// <param name="name"><c>embedded</c> or <c>shared</c>.</param>
    public KubernetesOverlay(string name)
    {
        var overlay = YamlSubset.Parse(RepositoryFiles.Read($"{Directory}/{name}/kustomization.yaml"));
        Base = YamlSubset.Parse(RepositoryFiles.Read($"{Directory}/base/kustomization.yaml"));
        Files =
        [
            .. Texts(Base["resources"]).Select(static file => $"base/{file}"),
            .. Texts(overlay["resources"]).Where(static file => file != "../base").Select(file => $"{name}/{file}"),
        ];
        PatchFiles = [.. overlay["patches"]!.AsArray().Select(patch => $"{name}/{patch!["path"]}")];
        _manifests = [.. Files.SelectMany(ReadAll)];
        foreach (var patch in PatchFiles.SelectMany(ReadAll))
        {
            StrategicMerge.Apply(Of(patch["kind"]!.GetValue<string>(), patch["metadata"]!["name"]!.GetValue<string>()), patch);
        }
    }

    /// <summary>The kustomization of the base.</summary>
    public JsonObject Base { get; }

    /// <summary>The files of manifests, from <c>config/kubernetes</c>.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The files of patches, from <c>config/kubernetes</c>.</summary>
    public IReadOnlyList<string> PatchFiles { get; }

    /// <summary>All manifests.</summary>
    public IReadOnlyList<JsonObject> Manifests => _manifests;

    /// <summary>What a pod is made of.</summary>
    public JsonObject Pod => Of("Deployment")["spec"]!["template"]!["spec"]!.AsObject();

    /// <summary>The gateway's container.</summary>
    public JsonObject Container => Pod["containers"]!.AsArray().Single()!.AsObject();

    /// <summary>The manifest of a kind, and with a name.</summary>
    public JsonObject Of(string kind, string name = "edgegateway") => _manifests.Single(manifest =>
        manifest["kind"]!.GetValue<string>() == kind && manifest["metadata"]!["name"]!.GetValue<string>() == name);

    /// <summary>The items of a list of texts; none if there is no list.</summary>
    public static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(static text => text!.GetValue<string>()) ?? [];

    private static IReadOnlyList<JsonObject> ReadAll(string file) => YamlSubset.ParseAll(RepositoryFiles.Read($"{Directory}/{file}"));
}
