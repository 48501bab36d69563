using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class PythonTextTests
{
    /// <summary>Printed by Python 3.11: every <c>c</c> with <c>chr(c).isspace()</c>.</summary>
    private static readonly int[] _spaces =
    [
        0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
        0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
    ];

    [Fact]
    public void IsBlank_EveryCharacter_IsAsPythonHasIt()
    {
        var blank = Enumerable.Range(0, 0x110000)
            .Where(static value => Rune.IsValid(value) && PythonText.IsBlank(Encoding.UTF8.GetBytes(new Rune(value).ToString())));

        Assert.Equal(_spaces, blank);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" \u00a0\u2003\u3000\t", true)]
    [InlineData(" \u200b", false)]
    [InlineData("\u2003x", false)]
    [InlineData("\ufeff", false)]
    public void IsBlank_Text_IsStripped(string text, bool expected) => Assert.Equal(expected, PythonText.IsBlank(Encoding.UTF8.GetBytes(text)));
}
