using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>Two gateways on one Redis at the end of a bad link.</summary>
public sealed class RedisFaultTests
{
    [Fact]
    public Task Two_gateways_on_one_Redis_keep_every_promise() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.RedisAsync, seed: 12,
        FaultKind.LinkHalfOpen, FaultKind.GatewayKilled, FaultKind.RedisRestarted, FaultKind.MerchantHanging, FaultKind.RedisFlushed);
}
