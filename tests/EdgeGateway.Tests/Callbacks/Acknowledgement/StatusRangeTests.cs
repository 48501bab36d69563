using EdgeGateway.Callbacks.Acknowledgement;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Acknowledgement;

public sealed class StatusRangeTests
{
    [Theory]
    [InlineData("2xx", 200, 299)]
    [InlineData("2XX", 200, 299)]
    [InlineData("200", 200, 200)]
    [InlineData("204", 204, 204)]
    [InlineData("299", 299, 299)]
    public void TryParse_Success_IsRead(string text, int first, int last)
    {
        Assert.True(StatusRange.TryParse(text, out var range));
        Assert.Equal(new StatusRange(first, last), range);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("199")]
    [InlineData("300")]
    [InlineData("3xx")]
    [InlineData("xxx")]
    [InlineData("0200")]
    [InlineData("+200")]
    [InlineData(" 200")]
    [InlineData("200-204")]
    [InlineData("2e2")]
    [InlineData("٢٠٠")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(StatusRange.TryParse(text, out var range));
        Assert.Equal(default, range);
    }
}
