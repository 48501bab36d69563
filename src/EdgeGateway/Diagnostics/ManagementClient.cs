using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Endpoints;

namespace EdgeGateway.Diagnostics;

/// <summary>How a tool on the gateway's machine reaches its management endpoint.</summary>
/// <param name="Url">The address; null if it is not known from the configuration.</param>
/// <param name="Token">A token with the greatest role; null if there is none.</param>
internal sealed record ManagementClient(Uri? Url, string? Token)
{
    /// <summary>Reads a valid configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="url">The address; null: the configured one.</param>
    public static ManagementClient Of(IConfiguration configuration, Uri? url)
    {
        var options = new SectionBinder(new FaultList(configuration)).Bind<ManagementOptions>(configuration.GetSection(KnownSections.Management));
        var token = options.Tokens.Values.OrderByDescending(static token => token.Role).FirstOrDefault()?.Value;
        return new ManagementClient(url ?? UrlOf(configuration[$"{KnownSections.Kestrel}:Endpoints:{ManagementEndpoint.Name}:Url"]), token);
    }

    /// <summary>An address that listens on all of the machine's is asked on its loopback one.</summary>
    private static Uri? UrlOf(string? url)
    {
        if (url is null || BindingAddress.Parse(url) is not { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } address)
        {
            return null;
        }

        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
