using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>The faults of a gateway.</summary>
public static class GatewayNemeses
{
    /// <summary>All faults.</summary>
    public static IEnumerable<Nemesis> Of(GatewayNode gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        var name = gateway.Address.Name;
        var reloads = 0;
        return
        [
            new(FaultKind.GatewayKilled, name, gateway.KillAsync, gateway.StartAsync),
            new(FaultKind.GatewayStopped, name, gateway.StopAsync, gateway.StartAsync),
            new(FaultKind.ConfigurationReloaded, name, () => Do(() => gateway.Reload(60_000 + ++reloads)), () => Do(() => gateway.Reload(60_000 + ++reloads))),
            new(FaultKind.ConfigurationBroken, name, () => Do(gateway.Break), () => Do(() => gateway.Reload(60_000 + ++reloads))),
        ];
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
