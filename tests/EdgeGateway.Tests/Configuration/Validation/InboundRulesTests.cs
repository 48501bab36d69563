using System.Net;
using EdgeGateway.Proxy.Profiles;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class InboundRulesTests
{
    [Fact]
    public void Read_Nothing_TrustsNobodyAndLimitsMemory()
    {
        var inbound = new TestConfiguration().Read().Profiles;

        Assert.Equal(256 * 1024 * 1024, inbound.MaxBufferedBytes);
        Assert.Empty(inbound.TrustedProxies);
    }

    [Fact]
    public void Read_Settings_AreTaken()
    {
        var inbound = new TestConfiguration()
            .With("Inbound:MaxBufferedBytes", "131072").With("Inbound:TrustedProxies:0", "10.0.0.0/24").With("Inbound:TrustedProxies:1", "fd00::/8").Read().Profiles;

        Assert.Equal(131072, inbound.MaxBufferedBytes);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/24"), IPNetwork.Parse("fd00::/8")], inbound.TrustedProxies);
    }

    [Theory]
    [InlineData("MaxBufferedBytes", "131071", "MaxBufferedBytes: 131071 must be at least twice CallbackProfiles:cactus:MaxBodyBytes 65536")]
    [InlineData("MaxBufferedBytes", "0", "MaxBufferedBytes: 0 is not between 1024 and 2147483647")]
    [InlineData("TrustedProxies:0", "10.0.0.1/33", "TrustedProxies:0: '10.0.0.1/33' is not a network such as 203.0.113.0/24 or 2001:db8::/32")]
    [InlineData("TrustedProxies:0", "0.0.0.0/0", "TrustedProxies:0: '0.0.0.0/0' is everyone: then everyone could choose the address to be taken for")]
    [InlineData("TrustedProxies:0", "::/0", "TrustedProxies:0: '::/0' is everyone: then everyone could choose the address to be taken for")]
    [InlineData("TrustedProxy", "10.0.0.0/8", "TrustedProxy: unknown setting; known here: MaxBufferedBytes, TrustedProxies")]
    public void Inbound_OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        Assert.Equal([$"Inbound:{expected}"], new TestConfiguration().With($"Inbound:{key}", value).Faults());
    }

    [Fact]
    public void Profile_Limits_AreOffByDefaultAndTaken()
    {
        var usual = new TestConfiguration().ReadProfile();
        var limited = new TestConfiguration().Profile("MaxConcurrentCallbacks", "8").Profile("OnLedgerUnavailable", "Deliver").ReadProfile();

        Assert.Equal((null, LedgerUnavailablePolicy.Refuse), (usual.MaxConcurrentCallbacks, usual.OnLedgerUnavailable));
        Assert.Equal((8, LedgerUnavailablePolicy.Deliver), (limited.MaxConcurrentCallbacks, limited.OnLedgerUnavailable));
    }

    [Theory]
    [InlineData("MaxConcurrentCallbacks", "0", "MaxConcurrentCallbacks: 0 is not between 1 and 1000000")]
    [InlineData("OnLedgerUnavailable", "Hope", "OnLedgerUnavailable: 'Hope' is not one of Refuse, Deliver")]
    public void Profile_OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        Assert.Equal([$"CallbackProfiles:cactus:{expected}"], new TestConfiguration().Profile(key, value).Faults());
    }

    [Fact]
    public void Profile_DeliverWithoutDeduplication_IsReported()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:OnLedgerUnavailable: means nothing where Deduplicate is false: the ledger is never asked"],
            new TestConfiguration().Profile("OnLedgerUnavailable", "Deliver").Profile("Deduplicate", "false").Faults());
    }
}
