namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>The working directory of a gateway, with its configuration files. It is deleted with the test.</summary>
internal sealed class ConfigurationDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edge-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Replaces the file in one step, as deployments do.</summary>
    public void Replace(string name, string text) => File.Move(Write(name + ".new", text), System.IO.Path.Combine(Path, name), overwrite: true);

    /// <summary>One profile, and one route to <paramref name="merchant"/> for each of <paramref name="routes"/>.</summary>
    public static string Json(string merchant, string lease, params IEnumerable<string> routes) => $$"""
        {
          "Kestrel": { "Endpoints": { "Edge": { "Url": "http://127.0.0.1:0" }, "Management": { "Url": "http://127.0.0.1:0" } } },
          "ReverseProxy": {
            "Routes": { {{string.Join(", ", routes.Select(static route => $$"""
              "{{route}}": { "ClusterId": "shop", "Match": { "Path": "/{{route}}" } }
              """))}} },
            "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "{{merchant}}" } } } }
          },
          "CallbackProfiles": { "cactus": { "Scheme": "Cactus", "Lease": "{{lease}}", "Secrets": { "k1": "hidden-value" } } }
        }
        """;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
