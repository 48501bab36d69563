using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGateway.Endpoints;

/// <summary>
/// Distinguishes connections to the management endpoint from those of providers. By the listening socket and not by the Host header, which
/// anyone can set.
/// </summary>
internal static class ManagementEndpoint
{
    /// <summary>The endpoint's name in the configuration.</summary>
    public const string Name = "Management";

    /// <summary>Marks the connections of the endpoint.</summary>
    public static void Mark(ListenOptions listen) =>
        listen.Use(next => connection =>
        {
            connection.Features.Set(Connection.Instance);
            return next(connection);
        });

    /// <summary>Whether the request arrived at the management endpoint.</summary>
    public static bool IsManagement(HttpContext context) => context.Features.Get<Connection>() is not null;

    private sealed class Connection
    {
        public static Connection Instance { get; } = new();
    }
}
