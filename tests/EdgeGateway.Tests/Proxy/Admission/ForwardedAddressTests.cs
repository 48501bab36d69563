using System.Net;
using EdgeGateway.Proxy.Admission;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Admission;

public sealed class ForwardedAddressTests
{
    private const string Stranger = "198.51.100.7";

    [Theory]
    [InlineData(Stranger, "203.0.113.5", Stranger)]
    [InlineData("10.0.0.1", "203.0.113.5", "203.0.113.5")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5")]
    [InlineData("10.0.0.1", "1.1.1.1, 203.0.113.5, 10.0.0.9", "203.0.113.5")]
    [InlineData("10.0.0.1", "10.0.0.8,10.0.0.9", "10.0.0.8")]
    [InlineData("10.0.0.1", "1.1.1.1|203.0.113.5|10.0.0.9", "203.0.113.5")]
    [InlineData("10.0.0.1", "203.0.113.5:4711", "203.0.113.5")]
    [InlineData("10.0.0.1", "2001:db8::5", "2001:db8::5")]
    [InlineData("10.0.0.1", "[2001:db8::5]:4711", "2001:db8::5")]
    [InlineData("fd00::1", "203.0.113.5", "203.0.113.5")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5")]
    [InlineData("10.0.0.1", "203.0.113.5, unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.5, unknown, 10.0.0.9", "10.0.0.9")]
    [InlineData("10.0.0.1", "203.0.113.5,", "10.0.0.1")]
    [InlineData("10.0.0.1", ",", "10.0.0.1")]
    public void Find_FromTheRight_EndsAtTheFirstWhoIsNotTrusted(string socket, string lines, string expected)
    {
        var address = ForwardedAddress.Find(
            IPAddress.Parse(socket), new StringValues(lines.Split('|')), [IPNetwork.Parse("10.0.0.0/24"), IPNetwork.Parse("fd00::/8")]);

        Assert.Equal(IPAddress.Parse(expected), address);
    }

    [Fact]
    public void Find_NobodyTrustedOrNoAddress_IsTheSocket()
    {
        Assert.Equal(IPAddress.Loopback, ForwardedAddress.Find(IPAddress.Loopback, "203.0.113.5", []));
        Assert.Null(ForwardedAddress.Find(null, "203.0.113.5", [IPNetwork.Parse("10.0.0.0/8")]));
    }
}
