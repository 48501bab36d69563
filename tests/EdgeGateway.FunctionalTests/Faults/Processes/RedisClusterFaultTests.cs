using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>Two gateways that share a Redis cluster with failovers.</summary>
public sealed class RedisClusterFaultTests
{
    [Fact]
    public Task Every_guarantee_holds_for_two_gateways_with_a_cluster() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.ClusterAsync, seed: 13,
        FaultKind.RedisFailedOver, FaultKind.GatewayKilled, FaultKind.MerchantResetting);
}
