using EdgeGateway.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisLedgerOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:6379,password=hidden,connectTimeout=hidden")]
    [InlineData("127.0.0.1:6379,password=hidden,unknown=hidden")]
    [InlineData("password=hidden")]
    public void Constructor_UnreadableConfiguration_ThrowsWithoutQuotingIt(string configuration)
    {
        var exception = Assert.Throws<ArgumentException>(() => new RedisCallbackLedger(new RedisLedgerOptions { Configuration = configuration }));

        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }
}
