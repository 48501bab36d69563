using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class TextOrderTests
{
    [Fact]
    public void Sort_AnyTexts_AreInCodePointOrder() => Prop
        .ForAll((from count in Gen.Choose(0, 80) from texts in JsonGenerator.AnyText.ArrayOf(count) select texts).ToArbitrary(), static texts =>
            Assert.Equal(texts.Order(CodePointOrder.Instance), new CountedTexts(texts).Sorted()))
        .Holds(300);

    /// <summary>In UTF-16, and so in .NET's ordinal order, the emoji comes first.</summary>
    [Fact]
    public void Sort_AboveTheBasicPlane_IsNotUtf16Order() =>
        Assert.Equal(["\ue000", "\uffff", "😀"], new CountedTexts(["😀", "\uffff", "\ue000"]).Sorted());

    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(4096)]
    public void Sort_HostileOrders_NeedNLogNComparisons(int count)
    {
        // Long common prefixes; sorted, reversed, equal, and rising then falling.
        var prefix = new string('x', 64);
        var ascending = Enumerable.Range(0, count).Select(number => $"{prefix}{number:d5}").ToArray();
        string[][] orders =
        [
            ascending,
            [.. ascending.Reverse()],
            [.. ascending.Select(_ => prefix)],
            [.. ascending.Where((_, at) => at % 2 == 0), .. ascending.Where((_, at) => at % 2 == 1).Reverse()],
            [.. ascending.OrderBy(static text => text.Reverse().First())],
        ];

        foreach (var order in orders)
        {
            var texts = new CountedTexts(order);
            Assert.Equal(order.Order(StringComparer.Ordinal), texts.Sorted());
            Assert.InRange(texts.Reads, 0, Math.Max(4 * count * Math.Log2(count), 24 * 24 * 2));
        }
    }
}
