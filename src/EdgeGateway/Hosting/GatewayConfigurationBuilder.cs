using EdgeGateway.Configuration.Sources;
using EdgeGateway.Configuration;

namespace EdgeGateway.Hosting;

/// <summary>Combines the configuration sources.</summary>
internal static class GatewayConfigurationBuilder
{
    private static readonly Dictionary<string, string?> _defaults = new()
    {
        ["Kestrel:Endpoints:Edge:Url"] = "http://127.0.0.1:8080",
        ["Kestrel:Endpoints:Management:Url"] = "http://127.0.0.1:9090",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",

        // It warns about where it keeps keys, which only YARP's session affinity uses.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Yarp"] = "Warning",

        // It repeats a rejected change with a stack trace for each route and cluster; ConfigurationRejected has the faults.
        ["Logging:LogLevel:Yarp.ReverseProxy.Management.ProxyConfigManager"] = "None",
    };

    /// <summary>Each overrides the previous ones: defaults, files in order, the secrets directory, the environment.</summary>
    /// <exception cref="ConfigurationException">No file is given and the default file does not exist.</exception>
    public static IConfigurationBuilder AddGatewaySources(this IConfigurationBuilder builder, GatewayArguments arguments)
    {
        builder.AddInMemoryCollection(_defaults);
        foreach (var file in FilesOf(arguments))
        {
            builder.AddGatewayFile(file);
        }

        if (arguments.SecretsDirectory is { } directory)
        {
            builder.AddSecretsDirectory(directory);
        }

        return arguments.ReadsEnvironment ? builder.AddEnvironmentVariables() : builder;
    }

    private static IReadOnlyList<string> FilesOf(GatewayArguments arguments)
    {
        if (arguments.ConfigFiles.Count > 0)
        {
            return arguments.ConfigFiles;
        }

        return File.Exists(GatewayArguments.DefaultConfigFile)
            ? [GatewayArguments.DefaultConfigFile]
            : throw new ConfigurationException(
                [$"{GatewayArguments.DefaultConfigFile}: there is no such file at {Path.GetFullPath(GatewayArguments.DefaultConfigFile)}; name one with --config FILE"]);
    }
}
