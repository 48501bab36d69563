using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>Two gateways on a cluster that fails over.</summary>
public sealed class RedisClusterFaultTests
{
    [Fact]
    public Task Two_gateways_on_a_cluster_keep_every_promise() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.ClusterAsync, seed: 13,
        FaultKind.RedisFailedOver, FaultKind.GatewayKilled, FaultKind.MerchantResetting);
}
