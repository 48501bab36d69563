using System.Text;
using EdgeGateway.Callbacks;
using Xunit;

namespace EdgeGateway.Tests.Callbacks;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("order 905910/é/日本/😀", "order 905910/é/日本/😀")]
    [InlineData("a\r\nb\t\0", "a\\u000d\\u000ab\\u0009\\u0000")]
    [InlineData("\"quoted\\", "\\\"quoted\\\\")]
    [InlineData("\u202egpj\u200b\u2029\u00a0\u001b[31m", "\\u202egpj\\u200b\\u2029\\u00a0\\u001b[31m")]
    public void Of_AnyText_IsOneReadableLine(string text, string expected)
    {
        Assert.Equal(expected, PrintableText.Of(text, 100));
        Assert.Equal(expected, PrintableText.Of(Encoding.UTF8.GetBytes(text), 100));
    }

    [Fact]
    public void Of_InvalidUtf8_ShowsTheBytes() => Assert.Equal("a\\xff\\xc3b", PrintableText.Of([(byte)'a', 0xFF, 0xC3, (byte)'b'], 100));

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345…")]
    [InlineData("😀😀😀😀😀😀", "😀😀😀😀😀…")]
    public void Of_LongText_IsClipped(string text, string expected)
    {
        Assert.Equal(expected, PrintableText.Of(text, 5));
        Assert.Equal(expected, PrintableText.Of(Encoding.UTF8.GetBytes(text), 5));
    }
}
