using EdgeGateway.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Metdata", "Metadata")]
    [InlineData("METADTA", "Metadata")]
    [InlineData("Matchh", "Match")]
    [InlineData("Order", null)]
    [InlineData("", null)]
    public void Find_Misspelled_ReturnsTheNearest(string name, string? expected)
    {
        Assert.Equal(expected, NearestName.Find(name, ["Match", "Metadata", "Methods"]));
    }

    [Fact]
    public void IsNear_TheNameItself_IsNoMistake()
    {
        Assert.False(NearestName.IsNear("callbackprofile", "CallbackProfile"));
    }
}
