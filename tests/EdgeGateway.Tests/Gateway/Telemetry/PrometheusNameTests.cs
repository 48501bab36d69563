using EdgeGateway.Telemetry;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Telemetry;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("edgegateway.callbacks", "{callback}", false, "edgegateway_callbacks")]
    [InlineData("edgegateway.callback.duration", "s", false, "edgegateway_callback_duration_seconds")]
    [InlineData("edgegateway.ledger.size", "By", true, "edgegateway_ledger_size_bytes")]
    [InlineData("some.share", "1", true, "some_share_ratio")]
    [InlineData("some.count", "1", false, "some_count")]
    [InlineData("speed", "By/s", true, "speed_bytes_per_second")]
    [InlineData("wait.seconds", "s", true, "wait_seconds")]
    [InlineData("requests_total", "", false, "requests")]
    [InlineData("9lives--of.cats", "", true, "_9lives_of_cats")]
    public void FamilyOf_NameAndUnit_FollowsTheRules(string name, string unit, bool isGauge, string expected)
    {
        Assert.Equal(expected, PrometheusName.FamilyOf(name, PrometheusName.UnitOf(unit, isGauge)));
    }
}
