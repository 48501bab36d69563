using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class SeparatorScanTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("1", false)]
    [InlineData("a:1", false)]
    [InlineData(";", false)]
    [InlineData(";:", false)]
    [InlineData(";;:", false)]
    [InlineData("1;b", false)]
    [InlineData("1;b;", false)]
    [InlineData("1; b:2", false)]
    [InlineData("1;b :2", false)]
    [InlineData("1;b-c:2", false)]
    [InlineData("1;é:2", false)]
    [InlineData("1;b:", true)]
    [InlineData("1;b:2", true)]
    [InlineData(";b:2", true)]
    [InlineData("1;;b:2", true)]
    [InlineData("1;x;_9Z:2", true)]
    [InlineData("1;x y:z;b:2", true)]
    public void HoldsField_Value_IsTold(string value, bool expected) =>
        Assert.Equal(expected, SeparatorScan.HoldsField(Encoding.UTF8.GetBytes(value)));

    [Theory]
    [InlineData("a:1;b:2;", "a", "1")]
    [InlineData("a:1;b:2;", "b", "2")]
    [InlineData("a:1;b:2;", "c", "")]
    [InlineData("a:1;b:2;", "", "")]
    [InlineData("a:1;a:2;", "a", "1|2")]
    [InlineData("o:a:1;b:2;", "a", "")]
    [InlineData("o:a:1;b:2;", "o", "a:1")]
    [InlineData("o:a:1;b:2;", "b", "2")]
    [InlineData("a:1;;b:2;", "a", "1;")]
    [InlineData("a:1;x;b:2;", "a", "1;x")]
    [InlineData("a:1;x;", "a", "1;x")]
    [InlineData("a:1;:2;b:3;", "a", "1;:2")]
    [InlineData("a:;b:2;", "a", "")]
    [InlineData("ab:1;b:2;", "b", "2")]
    [InlineData("a:b:b:1;", "b", "")]
    [InlineData("a:1", "a", "1")]
    [InlineData("a", "a", "")]
    [InlineData("", "a", "")]
    public void TryReadNext_JoinedString_GivesEveryValueOfTheName(string joined, string name, string expected)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(joined);
        var values = new List<string>();
        while (SeparatorScan.TryReadNext(ref rest, Encoding.UTF8.GetBytes(name), out var value))
        {
            values.Add(Encoding.UTF8.GetString(value));
        }

        Assert.Equal(expected, string.Join('|', values));
    }
}
