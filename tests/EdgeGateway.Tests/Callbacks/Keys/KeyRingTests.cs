using EdgeGateway.Callbacks.Keys;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Keys;

public sealed class KeyRingTests
{
    [Fact]
    public void ToString_SeveralKeys_NamesIdsOnly()
    {
        var ring = new KeyRing([new SigningKey("k1", "hidden-one"u8.ToArray()), new SigningKey("k2", "hidden-two"u8.ToArray())]);

        Assert.Equal("k1, k2", ring.ToString());
        Assert.Equal("k1", $"{ring.Keys[0]}");
    }

    [Fact]
    public void Keys_AsGiven_KeepTheirOrder()
    {
        var ring = new KeyRing([new SigningKey("b", [1]), new SigningKey("a", [2])]);

        Assert.Equal(["b", "a"], ring.Keys.Select(static key => key.Id));
    }
}
