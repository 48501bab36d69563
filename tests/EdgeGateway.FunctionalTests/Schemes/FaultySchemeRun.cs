using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The program's output for one file with every faulty scheme and profile.</summary>
public sealed class FaultySchemeRun : IAsyncLifetime
{
    private readonly ConfigurationDirectory _directory = new();

    public int ExitCode { get; private set; }

    public string Head { get; private set; } = "";

    /// <summary>Each reported fault, without the file's name.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var file = _directory.Write("gateway.json", Configuration(FaultySchemes.All));
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, new Dictionary<string, string>(), "validate", "--config", file);
        ExitCode = await gateway.WaitForExitAsync();
        Head = gateway.Error.FirstOrDefault() ?? "";
        Lines = [.. gateway.Error.Skip(1).Select(line => line.Replace($" [{file}]", "", StringComparison.Ordinal))];
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The faults of one scheme and its profile.</summary>
    internal IEnumerable<string> LinesOf(string name) => Lines.Where(line => line.Contains($":{name}:", StringComparison.OrdinalIgnoreCase));

    /// <summary>A configuration that is otherwise valid.</summary>
    internal static string Configuration(IReadOnlyCollection<FaultyScheme> faulty)
    {
        var profiles = new JsonObject();
        foreach (var scheme in faulty.Where(static scheme => scheme.Profile is not null))
        {
            profiles[scheme.Name] = scheme.ProfileObject();
        }

        return new JsonObject
        {
            ["Kestrel"] = JsonNode.Parse("""{"Endpoints":{"Edge":{"Url":"http://127.0.0.1:0"},"Management":{"Url":"http://127.0.0.1:0"}}}"""),
            ["ReverseProxy"] = JsonNode.Parse("""
                {
                  "Routes": { "plain": { "ClusterId": "shop", "Match": { "Path": "/plain" } } },
                  "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "http://127.0.0.1:9/" } } } }
                }
                """),
            ["CallbackSchemes"] = new JsonObject(faulty.Select(static scheme => KeyValuePair.Create(scheme.Name, (JsonNode?)scheme.SchemeObject()))),
            ["CallbackProfiles"] = profiles,
            ["Ledger"] = new JsonObject { ["Store"] = "Memory" },
        }.ToJsonString();
    }
}
