using EdgeGateway.Callbacks;
using EdgeGateway.Proxy.Buffering;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Buffering;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("application/json", BodyFormats.Json)]
    [InlineData("Application/JSON", BodyFormats.Json)]
    [InlineData("application/json; charset=utf-8", BodyFormats.Json)]
    [InlineData("application/json;charset=\"UTF-8\"", BodyFormats.Json)]
    [InlineData("application/json; profile=x", BodyFormats.Json)]
    [InlineData("application/x-www-form-urlencoded", BodyFormats.Form)]
    public void TryRead_PlainUtf8_IsAccepted(string contentType, BodyFormats expected)
    {
        Assert.True(TryRead(BodyFormats.Json | BodyFormats.Form, out var format, [contentType]));
        Assert.Equal(expected, format);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-8; charset=utf-16")]
    [InlineData("application/json; charset=utf-8; charset=utf-8")]
    [InlineData("application/json; charset=utf-8; CHARSET=utf-7")]
    [InlineData("application/jsonp")]
    [InlineData("application/json, text/plain")]
    [InlineData("text/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    [InlineData("application/json", "application/json")]
    public void TryRead_AnythingElse_IsNot(params string[] contentTypes)
    {
        Assert.False(TryRead(BodyFormats.Json | BodyFormats.Form, out _, contentTypes));
    }

    [Fact]
    public void TryRead_AnotherFormatThanTheSchemes_IsNot()
    {
        Assert.False(TryRead(BodyFormats.Json, out _, ["application/x-www-form-urlencoded"]));
    }

    [Theory]
    [InlineData("identity", true)]
    [InlineData("gzip", false)]
    [InlineData("identity, gzip", false)]
    public void TryRead_ContentEncoding_MustLeaveTheBytes(string encoding, bool expected)
    {
        Assert.Equal(expected, TryRead(BodyFormats.Json, out _, ["application/json"], encoding));
    }

    private static bool TryRead(BodyFormats accepted, out BodyFormats format, string[] contentTypes, string? encoding = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.ContentType = contentTypes;
        request.Headers.ContentEncoding = encoding;
        return MediaType.TryRead(request, accepted, out format);
    }
}
