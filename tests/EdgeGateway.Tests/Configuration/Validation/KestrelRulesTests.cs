using EdgeGateway.Configuration.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class KestrelRulesTests
{
    [Theory]
    [InlineData("Limits:MaxRequestBodySize", "5", null)]
    [InlineData("Limits:MinRequestBodyDataRate:BytesPerSecond", "0.5", null)]
    [InlineData("Limits:Http2:KeepAlivePingDelay", "00:00:30", null)]
    [InlineData("EndpointDefaults:Protocols", "Http1", null)]
    [InlineData("Limit:MaxRequestBodySize", "5", "Kestrel:Limit: unknown setting; did you mean Limits?")]
    [InlineData("AddServerHeader", "true", "Kestrel:AddServerHeader: unknown setting; known here: Certificates, EndpointDefaults, Endpoints, Limits")]
    [InlineData("Limits:MaxRequestBodySizes", "5", "Kestrel:Limits:MaxRequestBodySizes: unknown setting; did you mean MaxRequestBodySize?")]
    [InlineData("Limits:MaxRequestBodySize", "-1", "Kestrel:Limits:MaxRequestBodySize: -1 is not between 0 and 9223372036854775807")]
    [InlineData("Limits:MaxRequestBodySize", "many", "Kestrel:Limits:MaxRequestBodySize: 'many' is not a whole number")]
    [InlineData("Limits:KeepAliveTimeout", "130", "Kestrel:Limits:KeepAliveTimeout: '130' is not a time such as 00:00:30 or 7.00:00:00")]
    [InlineData("Limits:MinRequestBodyDataRate:GracePeriod", "00:00:01", "Kestrel:Limits:MinRequestBodyDataRate:GracePeriod: 00:00:01 is not between 00:00:01.0010000 and 01:00:00")]
    [InlineData("Limits:MinRequestBodyDataRate", "240", "Kestrel:Limits:MinRequestBodyDataRate: settings expected, not one value")]
    [InlineData("Limits:Http2:MaxFrameSize", "1", "Kestrel:Limits:Http2:MaxFrameSize: 1 is not between 16384 and 16777215")]
    [InlineData("Limits:Http3:HeaderTableSize", "1", "Kestrel:Limits:Http3:HeaderTableSize: unknown setting; known here: MaxRequestHeaderFieldSize")]
    [InlineData("Limits:MaxRequestBufferSize", "10000", "Kestrel:Limits:MaxRequestBufferSize: 10000 must be at least MaxRequestHeadersTotalSize 32768")]
    public void Setting_UnknownOrOutOfRange_IsReported(string key, string value, string? expected)
    {
        Assert.Equal(expected is null ? [] : [expected], new TestConfiguration().With($"Kestrel:{key}", value).Faults());
    }

    [Fact]
    public void Limits_AllOfKestrels_CanBeSetAndHaveItsDefaults()
    {
        var kestrel = new KestrelServerLimits();

        AssertSame(kestrel, new KestrelLimitsOptions());
        AssertSame(kestrel.Http2, new Http2LimitsOptions());
        AssertSame(kestrel.Http3, new Http3LimitsOptions());
        AssertSame(kestrel.MinRequestBodyDataRate!, new DataRateOptions());
        AssertSame(kestrel.MinResponseDataRate!, new DataRateOptions());
    }

    private static void AssertSame(object kestrel, object options)
    {
        var properties = kestrel.GetType().GetProperties();
        Assert.Equal(
            properties.Select(static property => property.Name).Order(StringComparer.Ordinal),
            options.GetType().GetProperties().Select(static property => property.Name).Order(StringComparer.Ordinal));
        foreach (var property in properties.Where(static property => property.PropertyType.IsValueType))
        {
            var expected = property.GetValue(kestrel);
            Assert.Equal(TimeSpan.MaxValue.Equals(expected) ? null : expected, options.GetType().GetProperty(property.Name)!.GetValue(options));
        }
    }
}
