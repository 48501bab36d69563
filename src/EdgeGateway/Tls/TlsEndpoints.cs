using EdgeGateway.Endpoints;
using Microsoft.AspNetCore.Server.Kestrel;

namespace EdgeGateway.Tls;

/// <summary>Applies settings to the configured endpoints that configuration alone cannot express.</summary>
internal static class TlsEndpoints
{
    /// <param name="loader">Creates the endpoints.</param>
    /// <param name="certificates">The certificates of the endpoints.</param>
    /// <param name="kestrel">The section that the loader reads.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static void ConfigureEndpoints(
        this KestrelConfigurationLoader loader, ServerCertificates certificates, IConfigurationSection kestrel, IConfiguration configuration)
    {
        // Evaluated at the start: a profile that requires certificates later gets none, and refuses, until a restart.
        var asksClients = configuration.GetSection("CallbackProfiles").GetChildren()
            .Any(static profile => string.Equals(profile["ClientCertificate"], "Require", StringComparison.OrdinalIgnoreCase));
        foreach (var section in kestrel.GetSection("Endpoints").GetChildren())
        {
            var isManagement = section.Key.Equals(ManagementEndpoint.Name, StringComparison.OrdinalIgnoreCase);
            loader.Endpoint(section.Key, endpoint =>
            {
                if (isManagement)
                {
                    ManagementEndpoint.Mark(endpoint.ListenOptions);
                }

                if (endpoint.IsHttps)
                {
                    certificates.Follow(section, endpoint.HttpsOptions);
                    ServerCertificates.FetchNothing(endpoint.HttpsOptions);
                }

                if (endpoint.IsHttps && asksClients && !isManagement)
                {
                    ServerCertificates.AskClients(endpoint.HttpsOptions);
                }
            });
        }
    }
}
