using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>One gateway with the SQLite ledger. The faults include a full disk and a locked file.</summary>
public sealed class SqliteFaultTests
{
    [Fact]
    public Task Every_guarantee_holds_for_one_gateway_with_SQLite() => ProcessRun.KeepsEveryPromiseAsync(
        FaultStage.SqliteAsync, seed: 11,
        FaultKind.DiskFull, FaultKind.MerchantHanging, FaultKind.FileLocked, FaultKind.MerchantResetting, FaultKind.GatewayKilled);
}
