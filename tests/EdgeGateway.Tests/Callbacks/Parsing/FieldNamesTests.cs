using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Parsing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("Site_ID", "site_id")]
    [InlineData("", "")]
    [InlineData("É", "é")]
    [InlineData("\u212aelvin", "kelvin")]
    [InlineData("ẞ", "ß")]
    [InlineData("ſ", "ſ")]
    [InlineData("Ǆ", "ǆ")]
    [InlineData("\U00010400x", "\U00010428x")]
    [InlineData("中😀", "中😀")]
    public void AppendLower_Name_IsInLowerCase(string name, string expected)
    {
        var output = new ByteBuffer();

        FieldNames.AppendLower(Encoding.UTF8.GetBytes(name), output);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.Written));
    }

    /// <summary>Printed by Python 3.11, which uses Unicode 14: <c>chr(c).lower()</c> for all c below U+A7CB, İ and Σ left out.</summary>
    [Fact]
    public void AppendLower_EveryLetter_IsAsPythonHasIt()
    {
        var lines = new StringBuilder();
        for (var value = 0; value < 0xA7CB; value++)
        {
            // U+1C89 came with Unicode 16.
            if (value is 0x130 or 0x3A3 or 0x1C89)
            {
                continue;
            }

            var output = new ByteBuffer();
            FieldNames.AppendLower(Encoding.UTF8.GetBytes(new Rune(value).ToString()), output);
            Rune.DecodeFromUtf8(output.Written, out var lower, out var consumed);
            Assert.Equal(output.Length, consumed);
            if (lower.Value != value)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{value:x} {lower.Value:x}\n");
            }
        }

        Assert.Equal("526a449906cd21a6fd3dd5c82e8281768299e09422844d24fe0563e10f28cff0", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(lines.ToString()))));
    }
}
