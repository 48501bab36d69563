using EdgeGateway.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisLedgerOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:6379,password=hidden,connectTimeout=hidden", "place 3")]
    [InlineData("127.0.0.1:6379,password=hidden,unknown=hidden", "place 3")]
    [InlineData("127.0.0.1:6379,password=hidden,hidden=1", "place 3")]
    [InlineData("127.0.0.1:6379,user=hidden,password=hidden", "user=")]
    [InlineData("password=hidden", "names no server")]
    [InlineData("redis://hidden:hidden@127.0.0.1:6379", "is a URL")]
    [InlineData("127.0.0.1:hidden", "names no server")]
    public void Constructor_UnreadableConfiguration_SaysWhatIsWrongWithoutQuotingIt(string configuration, string expected)
    {
        var exception = Assert.Throws<ArgumentException>(() => new RedisCallbackLedger(new RedisLedgerOptions { Configuration = configuration }));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(exception.Message, RedisLedgerOptions.FaultOf(configuration));
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("127.0.0.1:6379,127.0.0.1:6380,password=a=b,ssl=true,connectTimeout=100")]
    public void FaultOf_ReadableConfiguration_IsNull(string configuration) => Assert.Null(RedisLedgerOptions.FaultOf(configuration));
}
