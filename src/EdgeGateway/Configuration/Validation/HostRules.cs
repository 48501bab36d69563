using EdgeGateway.Configuration.Binding;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates settings that the host only reads when it starts, where it would report one fault at a time.</summary>
internal static class HostRules
{
    public static void Check(IConfiguration configuration, FaultList faults)
    {
        var endpoints = configuration.GetSection($"{KnownSections.Kestrel}:Endpoints");
        CheckEndpoints(endpoints, faults);
        CheckCertificates(endpoints, configuration.GetSection($"{KnownSections.Kestrel}:Certificates:Default"), faults);
        var logging = configuration.GetSection(KnownSections.Logging);
        CheckLevels(logging.GetSection("LogLevel"), faults);
        foreach (var provider in logging.GetChildren())
        {
            CheckLevels(provider.GetSection("LogLevel"), faults);
        }
    }

    private static void CheckEndpoints(IConfigurationSection endpoints, FaultList faults)
    {
        var byAddress = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in endpoints.GetChildren())
        {
            var path = $"{endpoint.Path}:Url";
            if (Parse(endpoint["Url"]) is not { } address)
            {
                faults.Add(path, $"'{endpoint["Url"]}' is not an address such as http://127.0.0.1:8080");
            }
            else if (address.Port != 0 && !byAddress.TryAdd($"{address.Host}:{address.Port}", endpoint.Key))
            {
                faults.Add(path, $"{address.Host}:{address.Port} is already endpoint {byAddress[$"{address.Host}:{address.Port}"]}'s");
            }
        }
    }

    /// <summary>The server would look for a developer's certificate, and end with an exception where there is none.</summary>
    private static void CheckCertificates(IConfigurationSection endpoints, IConfigurationSection common, FaultList faults)
    {
        foreach (var endpoint in endpoints.GetChildren())
        {
            if (Parse(endpoint["Url"]) is { Scheme: "https" }
                && !common.GetChildren().Any() && !endpoint.GetSection("Certificate").GetChildren().Any() && !endpoint.GetSection("Sni").GetChildren().Any())
            {
                faults.Add(
                    $"{endpoint.Path}:Certificate",
                    "missing; https needs one, such as { \"Path\": \"edge.pem\", \"KeyPath\": \"edge.key\" }, or an address that begins with http://");
            }
        }
    }

    private static BindingAddress? Parse(string? url)
    {
        try
        {
            var address = BindingAddress.Parse(url ?? string.Empty);
            return address.Scheme is "http" or "https" ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void CheckLevels(IConfigurationSection levels, FaultList faults)
    {
        foreach (var level in levels.GetChildren())
        {
            if (ScalarText.Convert(typeof(LogLevel), level.Value ?? string.Empty, out var fault) is null)
            {
                faults.Add(level.Path, fault!);
            }
        }
    }
}
