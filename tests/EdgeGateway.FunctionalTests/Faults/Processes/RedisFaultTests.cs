using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>Two gateways that share a Redis server behind an unreliable connection.</summary>
public sealed class RedisFaultTests
{
    [Fact]
    public Task Every_guarantee_holds_for_two_gateways_with_one_Redis() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.RedisAsync, seed: 12,
        FaultKind.LinkHalfOpen, FaultKind.GatewayKilled, FaultKind.RedisRestarted, FaultKind.MerchantHanging, FaultKind.RedisFlushed);
}
