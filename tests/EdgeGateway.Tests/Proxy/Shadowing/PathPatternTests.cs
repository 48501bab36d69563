using EdgeGateway.Proxy.Shadowing;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Shadowing;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/callbacks/cactus", "/callbacks/cactus", true)]
    [InlineData("/callbacks/cactus/", "/callbacks/cactus", true)]
    [InlineData("/callbacks/cactus", "/callbacks/CACTUS/", true)]
    [InlineData("/callbacks/cactus", "/callbacks", false)]
    [InlineData("/callbacks/cactus", "/callbacks/cactus/x", false)]
    [InlineData("/callbacks/caf%C3%A9", "/callbacks/caf%c3%a9", true)]
    [InlineData("/callbacks/V", "/callbacks/anything", true)]
    [InlineData("/callbacks/V", "/callbacks", false)]
    [InlineData("/callbacks/O", "/callbacks", true)]
    [InlineData("/callbacks/O", "/callbacks/x", true)]
    [InlineData("/callbacks/O", "/callbacks/x/y", false)]
    [InlineData("/callbacks/R", "/callbacks", true)]
    [InlineData("/callbacks/R", "/callbacks/x/y/z", true)]
    [InlineData("/callbacks/R", "/other", false)]
    [InlineData("/cb-V.json", "/cb-1.json", true)]
    [InlineData("/cb-V.json", "/cb-1.xml", false)]
    [InlineData("/V.x.V", "/1.x.2", true)]
    [InlineData("/V.x.V", "/1.y.2", false)]
    [InlineData("/aVa", "/a", false)]
    [InlineData("/a*b", "/axb", false)]
    [InlineData("/a*b", "/a*b", true)]
    [InlineData("/a%3Fb", "/axb", false)]
    [InlineData("/pay.php", "/pay.php/more/path", true)]
    [InlineData("/R", "/", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/x", false)]
    public void MatchesAny_Path_IsTold(string pattern, string path, bool expected)
    {
        var sample = pattern
            .Replace("V", PathPattern.Placeholder(0, isCatchAll: false, isOptional: false), StringComparison.Ordinal)
            .Replace("O", PathPattern.Placeholder(1, isCatchAll: false, isOptional: true), StringComparison.Ordinal)
            .Replace("R", PathPattern.Placeholder(2, isCatchAll: true, isOptional: false), StringComparison.Ordinal);

        Assert.Equal(expected, PathPattern.Parse(sample).MatchesAny(PathReadings.Of(path)));
    }
}
