using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Callbacks;

public sealed class IdentityFieldTests
{
    [Theory]
    [InlineData("order_id", "order_id", false)]
    [InlineData("order_id?", "order_id", true)]
    [InlineData("outer.inner", "outer.inner", false)]
    [InlineData("outer.inner?", "outer.inner", true)]
    [InlineData("data.object.id", "data.object.id", false)]
    public void TryParse_Path_IsRead(string text, string path, bool isOptional)
    {
        Assert.True(IdentityField.TryParse(text, out var field));
        Assert.Equal(new IdentityField(path, isOptional), field);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("?")]
    [InlineData("a??")]
    [InlineData(".")]
    [InlineData(".?")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a. ")]
    public void TryParse_NoPath_IsRefused(string? text) => Assert.False(IdentityField.TryParse(text, out _));

    [Theory]
    [InlineData("cactus", "Cactus")]
    [InlineData("TARLANAGWS", "TarlanAgws")]
    [InlineData("Cactus ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Find_Name_IgnoresCaseOnly(string? name, string? expected) => Assert.Equal(expected, SignatureSchemes.Find(name)?.Name);
}
