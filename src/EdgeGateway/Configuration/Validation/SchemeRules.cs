using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Sources;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>
/// Reads <c>CallbackSchemes</c>. The last file with a scheme replaces it as a whole; environment variables and secret files override single
/// values.
/// </summary>
internal static class SchemeRules
{
    public static OwnSchemes Read(IConfiguration configuration, FaultList faults)
    {
        var section = configuration.GetSection(KnownSections.Schemes);
        var definitions = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!ProfileName.IsValid(child.Key))
            {
                faults.Add(child.Path, $"a scheme's name must be {ProfileName.Expectation}");
            }
            else if (ObjectOf(configuration, child) is { } definition)
            {
                definitions[child.Key] = definition;
            }
            else
            {
                faults.Add(child.Path, "an object is expected that describes a scheme");
            }
        }

        var found = new List<SchemeFault>();
        var schemes = OwnSchemes.Read(definitions, found);
        foreach (var fault in found)
        {
            faults.Add($"{KnownSections.Schemes}:{fault.Path}", fault.Message);
        }

        return schemes;
    }

    private static JsonObject? ObjectOf(IConfiguration configuration, IConfigurationSection section) =>
        NodeOf(configuration is IConfigurationRoot root ? WithoutOlderFiles(root, section) : section) as JsonObject;

    /// <summary>The scheme from its last file, with overrides from other sources.</summary>
    private static IConfigurationSection WithoutOlderFiles(IConfigurationRoot root, IConfigurationSection section)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in root.Providers)
        {
            var own = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            Collect(provider, section.Path, own);
            if (own.Count > 0 && provider is GatewayFileProvider or FileConfigurationProvider)
            {
                values.Clear();
            }

            foreach (var (path, value) in own)
            {
                values[path] = value;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(section.Path);
    }

    private static void Collect(IConfigurationProvider provider, string path, Dictionary<string, string?> values)
    {
        if (provider.TryGet(path, out var value))
        {
            values[path] = value;
        }

        foreach (var key in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Collect(provider, ConfigurationPath.Combine(path, key), values);
        }
    }

    private static JsonNode? NodeOf(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return section.Value is null ? null : JsonValue.Create(section.Value);
        }

        if (children.TrueForAll(static child => int.TryParse(child.Key, out _)))
        {
            return new JsonArray([.. children.Select(NodeOf)]);
        }

        var json = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        foreach (var child in children)
        {
            json[child.Key] = NodeOf(child);
        }

        return json;
    }
}
