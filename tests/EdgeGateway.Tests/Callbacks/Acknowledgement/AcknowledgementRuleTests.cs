using System.Text;
using EdgeGateway.Callbacks.Acknowledgement;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Acknowledgement;

public sealed class AcknowledgementRuleTests
{
    [Theory]
    [InlineData("""{"code":0}""", true)]
    [InlineData("""{"code":"0"}""", true)]
    [InlineData("""{"code":"\u0030"}""", true)]
    [InlineData("""{"\u0063ode":0}""", true)]
    [InlineData(" \r\n{ \"code\" : 0 }\n", true)]
    [InlineData("""{"message":{"code":1},"list":[{"code":1}],"code":0}""", true)]
    [InlineData("""{"code":1,"code":0}""", true)]
    [InlineData("""{"code":0,"code":1}""", false)]
    [InlineData("""{"code":0,"code":{"code":0}}""", false)]
    [InlineData("""{"code":1}""", false)]
    [InlineData("""{"code":0.0}""", false)]
    [InlineData("""{"code":-0}""", false)]
    [InlineData("""{"code":00}""", false)]
    [InlineData("""{"code":null}""", false)]
    [InlineData("""{"code":false}""", false)]
    [InlineData("""{"code":[0]}""", false)]
    [InlineData("""{"code":" 0"}""", false)]
    [InlineData("""{"Code":0}""", false)]
    [InlineData("""{"code ":0}""", false)]
    [InlineData("""{"nested":{"code":0}}""", false)]
    [InlineData("""[{"code":0}]""", false)]
    [InlineData("""["code",0]""", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData("{}", false)]
    [InlineData("""{"code":0""", false)]
    [InlineData("""{"code":0,}""", false)]
    [InlineData("""{"code":0}}""", false)]
    [InlineData("""{"code":0}{"code":0}""", false)]
    [InlineData("""{"code":0}<!-- -->""", false)]
    [InlineData("""/**/{"code":0}""", false)]
    [InlineData("\ufeff{\"code\":0}", false)]
    [InlineData("{'code':0}", false)]
    [InlineData("{code:0}", false)]
    [InlineData("code=0", false)]
    [InlineData("""{"\ud800":1,"code":0}""", true)]
    [InlineData("""{"code\udc00":1,"code":0}""", true)]
    [InlineData("""{"code":"\ud83d"}""", false)]
    [InlineData("""{"co\ud800de":0}""", false)]
    public void IsAcknowledgedBy_CodeZero_IsReadFromTheBody(string body, bool expected) =>
        Assert.Equal(
            expected, AcknowledgementRule.ForJsonField(StatusRange.Success, "code", "0").IsAcknowledgedBy(200, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"result":"ok"}""", 200, true)]
    [InlineData("""{"result":"ok"}""", 201, false)]
    [InlineData("""{"result":"OK"}""", 200, false)]
    [InlineData("""{"result":ok}""", 200, false)]
    [InlineData("""{"result":"ok"}""", 500, false)]
    public void IsAcknowledgedBy_StatusAndText_MustBothFit(string body, int status, bool expected) =>
        Assert.Equal(
            expected, AcknowledgementRule.ForJsonField(StatusRange.Ok, "result", "ok").IsAcknowledgedBy(status, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("true", """{"done":true}""", true)]
    [InlineData("true", """{"done":"true"}""", true)]
    [InlineData("true", """{"done":True}""", false)]
    [InlineData("1.50", """{"done":1.50}""", true)]
    [InlineData("1.50", """{"done":1.5}""", false)]
    [InlineData("null", """{"done":null}""", false)]
    [InlineData("", """{"done":""}""", true)]
    [InlineData("да", """{"done":"\u0434\u0430"}""", true)]
    public void IsAcknowledgedBy_OtherScalars_AreComparedAsText(string expectedValue, string body, bool expected) =>
        Assert.Equal(
            expected, AcknowledgementRule.ForJsonField(StatusRange.Ok, "done", expectedValue).IsAcknowledgedBy(200, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void IsAcknowledgedBy_DeepBody_IsReadToTheLimit(int depth, bool expected)
    {
        var nested = new string('[', depth - 1) + new string(']', depth - 1);
        var body = $$"""{"list":{{nested}},"code":0}""";

        Assert.Equal(
            expected, AcknowledgementRule.ForJsonField(StatusRange.Ok, "code", "0").IsAcknowledgedBy(200, Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void IsAcknowledgedBy_StatusOnly_DoesNotLookAtTheBody(int status, bool expected)
    {
        var rule = AcknowledgementRule.ForStatus(StatusRange.Success);

        Assert.False(rule.ReadsBody);
        Assert.Equal(expected, rule.IsAcknowledgedBy(status, "anything"u8));
    }

    [Fact]
    public void WithStatus_OtherStatus_KeepsTheRuleForTheBody()
    {
        var rule = AcknowledgementRule.ForJsonField(StatusRange.Success, "code", "0").WithStatus(StatusRange.Ok);

        Assert.True(rule.IsAcknowledgedBy(200, """{"code":0}"""u8));
        Assert.False(rule.IsAcknowledgedBy(200, """{"code":1}"""u8));
        Assert.False(rule.IsAcknowledgedBy(202, """{"code":0}"""u8));
    }

    [Theory]
    [InlineData("code", "0", """{"code":0}""")]
    [InlineData("code", "-12", """{"code":-12}""")]
    [InlineData("result", "ok", """{"result":"ok"}""")]
    [InlineData("done", "true", """{"done":true}""")]
    [InlineData("done", "false", """{"done":false}""")]
    [InlineData("done", "null", """{"done":"null"}""")]
    [InlineData("code", "007", """{"code":"007"}""")]
    [InlineData("code", "+1", """{"code":"\u002B1"}""")]
    [InlineData("code", "-0", """{"code":"-0"}""")]
    [InlineData("code", " 1", """{"code":" 1"}""")]
    [InlineData("code", "", """{"code":""}""")]
    [InlineData("code", "99999999999999999999", """{"code":"99999999999999999999"}""")]
    public void ShortestAnswer_AnyExpectedValue_IsTakenByItsOwnRule(string field, string expected, string body)
    {
        var rule = AcknowledgementRule.ForJsonField(StatusRange.Ok, field, expected);

        var answer = rule.ShortestAnswer(200);

        Assert.Equal(body, Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal("application/json", answer.ContentType);
        Assert.True(rule.IsAcknowledgedBy(answer.Status, answer.Body.Span));
    }

    [Theory]
    [InlineData(200, "OK", "expected code=0, got \"OK\"")]
    [InlineData(200, "", "expected code=0, got an empty body")]
    [InlineData(200, "{\"code\":1}", "expected code=0, got \"{\\\"code\\\":1}\"")]
    [InlineData(200, "one\r\ntwo\u2028", "expected code=0, got \"one\\u000d\\u000atwo\\u2028\"")]
    [InlineData(204, "", "expected status 200, got 204")]
    public void DescribeRefusal_OtherAnswer_SaysWhatWasExpectedAndWhatCame(int status, string body, string expected) =>
        Assert.Equal(expected, AcknowledgementRule.ForJsonField(StatusRange.Ok, "code", "0").DescribeRefusal(status, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void DescribeRefusal_LongAnswer_IsClipped() => Assert.Equal(
        $"expected \"[OK]\", got \"{new string('x', 60)}…\"",
        AcknowledgementRule.ForText(StatusRange.Success, "[OK]").DescribeRefusal(200, Encoding.UTF8.GetBytes(new string('x', 100_000))));

    [Fact]
    public void DescribeRefusal_EveryCheck_NamesWhatIsExpected()
    {
        AcknowledgementRule[] rules =
        [
            AcknowledgementRule.ForStatus(StatusRange.Success),
            AcknowledgementRule.ForJsonHas(StatusRange.Success, "id"),
            AcknowledgementRule.ForContained(StatusRange.Success, "YES"),
            AcknowledgementRule.ForXmlField(StatusRange.Success, "result", "0"),
        ];

        Assert.Equal(
            ["expected status 2xx, got 500", "expected JSON with id, got \"no\"", "expected a body with \"YES\", got \"no\"", "expected <result>0</result>, got \"no\""],
            rules.Select(static rule => rule.DescribeRefusal(rule.ReadsBody ? 200 : 500, "no"u8)));
    }

    [Fact]
    public void ShortestAnswer_StatusOnly_HasNoBody()
    {
        var answer = AcknowledgementRule.ForStatus(StatusRange.Success).ShortestAnswer(204);

        Assert.Equal((204, null, 0), (answer.Status, answer.ContentType, answer.Body.Length));
    }
}
