using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Requests;
using Xunit;

namespace EdgeGateway.Tests.Requests;

public sealed class CapturedRequestTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Parse_WholeRequest_IsTakenApart(string end)
    {
        var request = Parse($"POST /callbacks/a?b=c HTTP/1.1{end}X-One: 1{end}x-one:2{end}X-Two: a: b{end}{end}{{\"a\":\"é\"}}\r\n");

        Assert.Equal("POST", request.Method);
        Assert.Equal("/callbacks/a", request.Path);
        Assert.Equal("b=c", request.Query);
        Assert.Equal("1,2", request.Headers["X-ONE"]);
        Assert.Equal("a: b", request.Headers["X-Two"]);
        Assert.Equal("{\"a\":\"é\"}\r\n", Encoding.UTF8.GetString(request.Body.Span));
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("POST office")]
    [InlineData("a=1&b=2\n")]
    [InlineData("")]
    public void Parse_AnythingElse_IsABody(string text)
    {
        var request = Parse(text);

        Assert.Equal(text, Encoding.UTF8.GetString(request.Body.Span));
        Assert.Equal("POST", request.Method);
        Assert.Empty(request.Headers);
    }

    [Theory]
    [InlineData("stripe", "{}", "application/json", BodyFormats.Json)]
    [InlineData("Carouseller", "a=b", "application/x-www-form-urlencoded", BodyFormats.Form)]
    [InlineData("Carouseller", " {}", "application/json", BodyFormats.Json)]
    [InlineData("unitpay", "", null, BodyFormats.Query)]
    public void WithMediaType_RequestWithoutOne_HasThatOfItsBody(string scheme, string body, string? type, BodyFormats format)
    {
        var known = SignatureSchemes.Find(scheme)!;
        var request = Parse(body).WithMediaType(known);

        Assert.Equal(type, request.Headers.GetValueOrDefault("Content-Type"));
        Assert.Equal(format, request.ToRequest(known).Format);
    }

    [Fact]
    public void Render_Base64_IsEncodedBehindTheId()
    {
        var template = new RequestTemplate("POST /\nContent-Type: application/x-www-form-urlencoded\n\na={{id}}&data={{base64}}{\"id\":{{id}}}{{/base64}}&b=1"u8.ToArray());

        Assert.Equal("a=77&data=eyJpZCI6Nzd9&b=1", Encoding.UTF8.GetString(template.Render("77").Body.Span));
    }

    private static CapturedRequest Parse(string text) => CapturedRequest.Parse(Encoding.UTF8.GetBytes(text));
}
