using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class ShortestDoubleTests
{
    /// <summary>Printed by Python 3.11 (<c>repr</c>) and by Node 20 (<c>String</c>), whose format Go's encoder uses.</summary>
    [Theory]
    [InlineData("0.0", "0.0", "0")]
    [InlineData("-0.0", "-0.0", "-0")]
    [InlineData("1.0", "1.0", "1")]
    [InlineData("10.0", "10.0", "10")]
    [InlineData("10.5", "10.5", "10.5")]
    [InlineData("1e16", "1e+16", "10000000000000000")]
    [InlineData("1e15", "1000000000000000.0", "1000000000000000")]
    [InlineData("9999999999999998.0", "9999999999999998.0", "9999999999999998")]
    [InlineData("1e-05", "1e-05", "0.00001")]
    [InlineData("0.0001", "0.0001", "0.0001")]
    [InlineData("0.00012", "0.00012", "0.00012")]
    [InlineData("0.1", "0.1", "0.1")]
    [InlineData("100.82", "100.82", "100.82")]
    [InlineData("1e2", "100.0", "100")]
    [InlineData("1E+2", "100.0", "100")]
    [InlineData("123456789.123456789", "123456789.12345679", "123456789.12345679")]
    [InlineData("5e-324", "5e-324", "5e-324")]
    [InlineData("2.2250738585072014e-308", "2.2250738585072014e-308", "2.2250738585072014e-308")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308", "1.7976931348623157e+308")]
    [InlineData("1e21", "1e+21", "1e+21")]
    [InlineData("1e20", "1e+20", "100000000000000000000")]
    [InlineData("123456789012345680000.0", "1.2345678901234568e+20", "123456789012345680000")]
    [InlineData("1e-6", "1e-06", "0.000001")]
    [InlineData("1e-7", "1e-07", "1e-7")]
    [InlineData("9.5e-7", "9.5e-07", "9.5e-7")]
    [InlineData("1e17", "1e+17", "100000000000000000")]
    [InlineData("1e18", "1e+18", "1000000000000000000")]
    [InlineData("0.30000000000000004", "0.30000000000000004", "0.30000000000000004")]
    [InlineData("2e-44", "2e-44", "2e-44")]
    [InlineData("9007199254740993.0", "9007199254740992.0", "9007199254740992")]
    [InlineData("1e22", "1e+22", "1e+22")]
    [InlineData("1e23", "1e+23", "1e+23")]
    [InlineData("-2.98023223876953125e-08", "-2.9802322387695312e-08", "-2.9802322387695312e-8")]
    [InlineData("4.1045368012983762e-289", "4.1045368012983762e-289", "4.1045368012983762e-289")]
    [InlineData("8.41e21", "8.41e+21", "8.41e+21")]
    [InlineData("9.109e-31", "9.109e-31", "9.109e-31")]
    [InlineData("6.02214076e23", "6.02214076e+23", "6.02214076e+23")]
    [InlineData("4.35", "4.35", "4.35")]
    [InlineData("0.000001", "1e-06", "0.000001")]
    [InlineData("1.5e300", "1.5e+300", "1.5e+300")]
    [InlineData("5.684341886080802e-14", "5.684341886080802e-14", "5.684341886080802e-14")]
    [InlineData("2.98023223876953125e-08", "2.9802322387695312e-08", "2.9802322387695312e-8")]
    [InlineData("1e-323", "1e-323", "1e-323")]
    [InlineData("8.673617379884035e-19", "8.673617379884035e-19", "8.673617379884035e-19")]
    [InlineData("2.9802322387695312e-08", "2.9802322387695312e-08", "2.9802322387695312e-8")]
    [InlineData("2.0", "2.0", "2")]
    [InlineData("16777216.0", "16777216.0", "16777216")]
    [InlineData("4503599627370496.0", "4503599627370496.0", "4503599627370496")]
    [InlineData("9007199254740992.0", "9007199254740992.0", "9007199254740992")]
    [InlineData("1.8014398509481984e+16", "1.8014398509481984e+16", "18014398509481984")]
    [InlineData("1.152921504606847e+18", "1.152921504606847e+18", "1152921504606847000")]
    [InlineData("1.2676506002282294e+30", "1.2676506002282294e+30", "1.2676506002282294e+30")]
    [InlineData("8.98846567431158e+307", "8.98846567431158e+307", "8.98846567431158e+307")]
    [InlineData("-1.989032661366619e+244", "-1.989032661366619e+244", "-1.989032661366619e+244")]
    [InlineData("7.761117632285041e+178", "7.761117632285041e+178", "7.761117632285041e+178")]
    [InlineData("3.980498358697587e-249", "3.980498358697587e-249", "3.980498358697587e-249")]
    [InlineData("-1.5432835417340557e+88", "-1.5432835417340557e+88", "-1.5432835417340557e+88")]
    [InlineData("1.3647584518757569e-192", "1.3647584518757569e-192", "1.3647584518757569e-192")]
    [InlineData("-1.3701135617873088e-206", "-1.3701135617873088e-206", "-1.3701135617873088e-206")]
    [InlineData("-1.7160537630466207e+197", "-1.7160537630466207e+197", "-1.7160537630466207e+197")]
    [InlineData("6.294675241195386e-44", "6.294675241195386e-44", "6.294675241195386e-44")]
    [InlineData("1.0613447212142254e-202", "1.0613447212142254e-202", "1.0613447212142254e-202")]
    [InlineData("4.708325160387546e+207", "4.708325160387546e+207", "4.708325160387546e+207")]
    [InlineData("6.387016158513563e-12", "6.387016158513563e-12", "6.387016158513563e-12")]
    [InlineData("-9.973130378568733e-246", "-9.973130378568733e-246", "-9.973130378568733e-246")]
    [InlineData("8.779753225680271e-236", "8.779753225680271e-236", "8.779753225680271e-236")]
    [InlineData("-5.795503248498993e-228", "-5.795503248498993e-228", "-5.795503248498993e-228")]
    [InlineData("-5.988180159386011e+243", "-5.988180159386011e+243", "-5.988180159386011e+243")]
    public void Append_Double_IsWhatPythonAndGoPrint(string json, string python, string go)
    {
        Assert.Equal(python, Python(json));
        Assert.Equal(go, Go(json));
        Assert.Equal(python, ReferenceNumber.Python(json));
        Assert.Equal(go, ReferenceNumber.Go(json));
    }

    /// <summary>PHP's <c>php_gcvt</c> with 17 digits and the shortest mode: the exponent form from 1e17 on and below 1e-4.</summary>
    [Theory]
    [InlineData("10.0", "10")]
    [InlineData("-0.0", "-0")]
    [InlineData("0.1", "0.1")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1.0e-5")]
    [InlineData("0.000012", "1.2e-5")]
    [InlineData("1e15", "1000000000000000")]
    [InlineData("1e16", "10000000000000000")]
    [InlineData("1e17", "1.0e+17")]
    [InlineData("123456789012345678901", "1.2345678901234568e+20")]
    [InlineData("1e100", "1.0e+100")]
    [InlineData("1.5e-10", "1.5e-10")]
    public void AppendPhp_Double_IsWhatJsonEncodePrints(string json, string php)
    {
        Assert.Equal(php, Php(json));
        Assert.Equal(php, ReferenceNumber.Php(json));
    }

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e309")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("1e99999999999999999999")]
    public void TryParse_BeyondDouble_IsFalse(string json) =>
        Assert.False(ShortestDouble.TryParse(Encoding.ASCII.GetBytes(json), stackalloc byte[ShortestDouble.BufferLength], out _));

    [Fact]
    public void Append_AnyDouble_IsAsTheReferencesAndReadsBack() => Prop
        .ForAll(ArbMap.Default.ArbFor<ulong>(), static bits =>
        {
            // The multiplication spreads the generated small numbers over all exponents.
            var value = BitConverter.UInt64BitsToDouble(unchecked((bits + 1) * 0x9E3779B97F4A7C15));
            if (!double.IsFinite(value))
            {
                return;
            }

            var json = value.ToString("E17", CultureInfo.InvariantCulture);
            Assert.Equal(ReferenceNumber.Python(json), Python(json));
            Assert.Equal(ReferenceNumber.Go(json), Go(json));
            Assert.Equal(ReferenceNumber.Php(json), Php(json));
            Assert.Equal(value, double.Parse(Go(json), CultureInfo.InvariantCulture));
        })
        .Holds(500);

    /// <summary>Powers of two: the next smaller double is half as far away as the next larger one.</summary>
    [Fact]
    public void Append_EveryPowerOfTwo_IsAsTheReference()
    {
        for (var power = -1074; power <= 1023; power++)
        {
            var json = Math.ScaleB(1, power).ToString("E17", CultureInfo.InvariantCulture);
            Assert.Equal(ReferenceNumber.Python(json), Python(json));
        }
    }

    private static string Python(string json)
    {
        Assert.True(ShortestDouble.TryParse(Encoding.ASCII.GetBytes(json), stackalloc byte[ShortestDouble.BufferLength], out var number));
        var output = new ByteBuffer();
        number.AppendPython(output);
        return Encoding.ASCII.GetString(output.Written);
    }

    private static string Go(string json)
    {
        Assert.True(ShortestDouble.TryParse(Encoding.ASCII.GetBytes(json), stackalloc byte[ShortestDouble.BufferLength], out var number));
        var output = new ByteBuffer();
        number.AppendGo(output);
        return Encoding.ASCII.GetString(output.Written);
    }

    private static string Php(string json)
    {
        Assert.True(ShortestDouble.TryParse(Encoding.ASCII.GetBytes(json), stackalloc byte[ShortestDouble.BufferLength], out var number));
        var output = new ByteBuffer();
        number.AppendPhp(output);
        return Encoding.ASCII.GetString(output.Written);
    }
}
