using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>One gateway with the embedded ledger, a full disk and a locked file among the faults.</summary>
public sealed class SqliteFaultTests
{
    [Fact]
    public Task One_gateway_with_its_file_keeps_every_promise() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.SqliteAsync, seed: 11,
        FaultKind.DiskFull, FaultKind.MerchantHanging, FaultKind.FileLocked, FaultKind.MerchantResetting, FaultKind.GatewayKilled);
}
