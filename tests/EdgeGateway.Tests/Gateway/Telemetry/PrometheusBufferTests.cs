using System.Text;
using EdgeGateway.Telemetry;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Telemetry;

public sealed class PrometheusBufferTests
{
    private readonly PrometheusBuffer _buffer = new();

    [Theory]
    [InlineData("plain ü", "plain ü")]
    [InlineData("a\"b\\c\nd", "a\\\"b\\\\c\\nd")]
    [InlineData(true, "true")]
    [InlineData(8080, "8080")]
    [InlineData(null, "")]
    public void AppendLabelValue_AnyValue_IsEscaped(object? value, string expected)
    {
        _buffer.AppendLabelValue(value);

        Assert.Equal(expected, Encoding.UTF8.GetString(_buffer.Written.Span));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(0.25, "0.25")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    public void AppendBound_AnyBound_HasOneWayToBeWritten(double bound, string expected)
    {
        _buffer.AppendBound(bound);

        Assert.Equal(expected, Encoding.UTF8.GetString(_buffer.Written.Span));
    }

    [Fact]
    public void Append_SameTextAgainAndAgain_AllocatesNothing()
    {
        Write();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Write();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);

        void Write()
        {
            _buffer.Clear();
            _buffer.Append("name"u8);
            _buffer.AppendLabelValue("value with \" in it");
            _buffer.Append(12.5);
            _buffer.Append(42L);
        }
    }
}
