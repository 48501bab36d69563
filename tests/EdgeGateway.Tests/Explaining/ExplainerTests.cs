using System.Text;
using EdgeGateway.Requests;
using Xunit;

namespace EdgeGateway.Tests.Explaining;

public sealed class ExplainerTests
{
    private const string Body = """{"id":"evt_1","amount":1.50,"url":"https://a/b","name":"é","nothing":null,"paid":true}""";

    [Fact]
    public void Explain_GenuineRequest_NamesKeyCoverageAndCallback()
    {
        var stage = new ExplainStage("stripe");

        var explanation = stage.Explain(stage.Sign(Body));

        Assert.True(explanation.Verifies);
        Assert.Equal(("k1", "documented", "full", "stripe/evt_1"), (explanation.KeyId, explanation.Rendering, explanation.Coverage, explanation.CallbackKey));
        Assert.Equal($"1790000000.{Body}", explanation.SignedOctets);
        Assert.Null(explanation.Cause);
    }

    [Theory]
    [InlineData("a line break was added behind the body", Body, Body + "\n")]
    [InlineData("a line break was added behind the body", Body, Body + "\r\n")]
    [InlineData("the line break behind the body was removed", Body + "\n", Body)]
    [InlineData("the line break behind the body was removed (CR LF)", Body + "\r\n", Body)]
    [InlineData("white space was added around the body", Body, " " + Body + "\t")]
    [InlineData("line breaks were changed from LF to CR LF", "{\n\"id\":1\n}", "{\r\n\"id\":1\r\n}")]
    [InlineData("line breaks were changed from CR LF to LF", "{\r\n\"id\":1\r\n}", "{\n\"id\":1\n}")]
    [InlineData("a byte order mark was added in front of the body", Body, "\uFEFF" + Body)]
    [InlineData("the body was stored without its backslashes", """{"id":"evt_1","url":"https:\/\/a"}""", """{"id":"evt_1","url":"https://a"}""")]
    [InlineData("the field added was added after the provider had signed", Body, """{"added":1,"id":"evt_1","amount":1.50,"url":"https://a/b","name":"é","nothing":null,"paid":true}""")]
    [InlineData("the field added was added after the provider had signed", """{"id":"evt_1"}""", """{"id":"evt_1","added":{"x":[1]}}""")]
    public void Explain_BytesChanged_AreFound(string cause, string sent, string received)
    {
        var stage = new ExplainStage("stripe");

        var explanation = stage.AssertCause(cause, stage.Sign(sent) with { Body = Encoding.UTF8.GetBytes(received) });

        Assert.NotNull(explanation.Difference);
        Assert.Equal("k1", explanation.KeyId);
    }

    [Theory]
    [InlineData("as compact JSON", """{"a":1.50,"b":[true,null,{}],"c":"é/"}""")]
    [InlineData("with a space behind colons and commas, as Python does", """{"a": 1.50, "b": [true, null, {}], "c": "é/"}""")]
    [InlineData("with a space behind colons and commas, as Python does, characters beyond ASCII escaped", """{"a": 1.50, "b": [true, null, {}], "c": "\u00e9/"}""")]
    [InlineData("as compact JSON, characters beyond ASCII escaped, slashes escaped", """{"a":1.50,"b":[true,null,{}],"c":"\u00e9\/"}""")]
    [InlineData("as compact JSON, numbers in their shortest form", """{"a":1.5,"b":[true,null,{}],"c":"é/"}""")]
    [InlineData("indented by two spaces", "{\n  \"a\": 1.50,\n  \"b\": [\n    true,\n    null,\n    {}\n  ],\n  \"c\": \"é/\"\n}")]
    [InlineData("indented by four spaces and with a line break at its end", "{\n    \"a\": 1.50,\n    \"b\": [\n        true,\n        null,\n        {}\n    ],\n    \"c\": \"é/\"\n}\n")]
    public void Explain_BodyWrittenAgain_NamesTheForm(string form, string sent)
    {
        var stage = new ExplainStage("stripe");

        stage.AssertCause(
            $"the body was parsed and written again; the provider signed it {form}",
            stage.Sign(sent) with { Body = Encoding.UTF8.GetBytes("""{ "a" : 1.50 , "b":[ true, null,{} ],"c":"é/"}""") });
    }

    [Fact]
    public void Explain_NamesReordered_AreFoundWhereTheProviderSorts()
    {
        var stage = new ExplainStage("stripe");

        stage.AssertCause(
            "the body was parsed and written again; the provider signed it as compact JSON, names sorted",
            stage.Sign("""{"a":1,"b":2}""") with { Body = """{"b":2,"a":1}"""u8.ToArray() });
    }

    [Theory]
    [InlineData("with %20 for spaces", "Amount=1&Name=a%20b%2A", "Amount=1&Name=a+b%2A")]
    [InlineData("with + for spaces and hexadecimal digits in lower case", "Name=a+b%2f", "Name=a%20b%2F")]
    [InlineData("with + for spaces, names sorted", "A=1&B=2+3", "B=2+3&A=1")]
    public void Explain_FormWrittenAgain_NamesTheForm(string form, string sent, string received)
    {
        var stage = new ExplainStage("cloudpayments");

        stage.AssertCause($"the form was parsed and written again; the provider signed it {form}", stage.Sign(sent) with { Body = Encoding.UTF8.GetBytes(received) });
    }

    [Fact]
    public void Explain_FormConvertedToJson_IsFound()
    {
        var stage = new ExplainStage("cloudpayments");
        var json = CapturedRequest.Parse("""{"Amount":"1","Name":"a b"}"""u8.ToArray());

        stage.AssertCause(
            "a form was converted to JSON; the provider signed the form",
            json with { Headers = stage.Sign("Amount=1&Name=a+b").Headers.SetItem("Content-Type", "application/json") });
    }

    [Theory]
    [InlineData("numbers with two decimals", """{"invoice_id":1,"amount":10.00}""", """{"invoice_id":1.00,"amount":10}""")]
    [InlineData("booleans as 1 and 0", """{"invoice_id":1,"paid":1}""", """{"invoice_id":1,"paid":true}""")]
    [InlineData("numbers as strings", """{"invoice_id":"1","amount":"1.10"}""", """{"invoice_id":1,"amount":1.10}""")]
    [InlineData("empty strings as null", """{"invoice_id":1,"b":null}""", """{"invoice_id":1,"b":""}""")]
    public void Explain_ValuesWrittenOtherwise_AreFound(string form, string sent, string received)
    {
        // The signature is of the values: the same in every form that the scheme prints in the same way.
        var stage = new ExplainStage("nowpayments");
        sent = sent.Replace("\"invoice_id\":1,\"amount\":10.00", "\"invoice_id\":1.00,\"amount\":10.00", StringComparison.Ordinal);

        stage.AssertCause($"values were written in another form; the provider signed {form}", stage.Sign(sent) with { Body = Encoding.UTF8.GetBytes(received) });
    }

    [Fact]
    public void Explain_TokenOfYesterday_SaysHowLongAgoItExpired()
    {
        var stage = new ExplainStage("CryptoCloud") { SignedAt = ExplainStage.Now.AddHours(-5) };

        var explanation = stage.Explain(stage.Sign("""{"status":"success","invoice_id":"89UX09KA"}"""));

        Assert.Equal("token_expired", explanation.Reason);
        Assert.StartsWith("the signature is right, but the token expired 5 h ago (2026-09-21 09:18:20Z)", explanation.Cause, StringComparison.Ordinal);
        Assert.Equal("k1", explanation.KeyId);
    }

    [Theory]
    [InlineData(-20, "the signature is right, but it was made 20 min ago (2026-09-21 13:53:20Z), and the profile accepts 5 min")]
    [InlineData(20, "the signature is right, but it was made 20 min ahead of this machine's clock (2026-09-21 14:33:20Z)")]
    public void Explain_SignedTimeOutsideTheTolerance_SaysByHowMuch(int minutes, string cause)
    {
        var stage = new ExplainStage("stripe") { SignedAt = ExplainStage.Now.AddMinutes(minutes) };

        var explanation = stage.Explain(stage.Sign(Body));

        Assert.StartsWith(cause, explanation.Cause, StringComparison.Ordinal);
        Assert.Equal("k1", explanation.KeyId);
    }

    [Fact]
    public void Explain_TwoMistakes_AreFoundTogether()
    {
        var stage = new ExplainStage("stripe") { Merchant = ExplainStage.TargetOf("stripe", $"'{ExplainStage.Secret}'") };

        stage.AssertCause(
            "a line break was added behind the body; and the secret has quotes around it",
            stage.Sign(Body) with { Body = Encoding.UTF8.GetBytes(Body + "\n") });
    }

    [Fact]
    public void Explain_MistakeInAnExpiredRequest_IsFoundNevertheless()
    {
        var stage = new ExplainStage("stripe") { SignedAt = ExplainStage.Now.AddDays(-3) };

        var explanation = stage.Explain(stage.Sign(Body) with { Body = Encoding.UTF8.GetBytes(Body + "\n") });

        Assert.StartsWith("a line break was added behind the body; then the signature is right, but it was made 3 days ago", explanation.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SecretThatNobodyKnows_SaysWhatWasTried()
    {
        var stage = new ExplainStage("stripe", "whsec_of_another_endpoint") { Merchant = ExplainStage.TargetOf("stripe", "whsec_of_this_endpoint") };

        var explanation = stage.Explain(stage.Sign("""{"id":"evt_1","livemode":false}"""));

        Assert.False(explanation.IsProven);
        Assert.InRange(explanation.Tried, 100, 20_000);
        Assert.Equal(
            "nothing that was tried verifies: most likely the secret is not the one that the provider signed with (each endpoint of the provider has a whsec_ secret of its own)"
            + " (the body says livemode false: its secret is that of the test mode), or the body was changed on its way",
            explanation.Cause);
    }

    [Fact]
    public void Explain_LargeBody_IsBounded()
    {
        var stage = new ExplainStage("stripe", "another-secret") { Merchant = ExplainStage.TargetOf("stripe") };
        var body = $$"""{"id":"{{new string('x', 4 * 1024 * 1024)}}"}""";

        Assert.InRange(stage.Explain(stage.Sign(body)).Tried, 1, 64);
    }

    [Theory]
    [InlineData("stripe", Body, "Stripe-Signature", null, "there is no signature at header:Stripe-Signature, where stripe has it; a proxy in front may have removed the header")]
    [InlineData("Cactus", "{", null, null, "the body is not a JSON object (Content-Type is application/json)")]
    [InlineData("Cactus", """{"a":1}""", null, null, "there is no signature at field:signature, where Cactus has it")]
    [InlineData("standardwebhooks", Body, "webhook-id", null, "a value that standardwebhooks signs is not in the request: header:webhook-id")]
    [InlineData("stripe", Body, "Stripe-Signature", "t=1,v1=no", "the signature at header:Stripe-Signature is not hexadecimal")]
    public void Explain_PartMissing_SaysWhich(string scheme, string body, string? header, string? value, string cause)
    {
        var stage = new ExplainStage(scheme, scheme == "standardwebhooks" ? "whsec_c2VjcmV0IG9mIHRlc3RzIHRlc3Rz" : ExplainStage.Secret);
        var request = header is null
            ? CapturedRequest.Parse(Encoding.UTF8.GetBytes($"POST /\nContent-Type: application/json\n\n{body}"))
            : stage.Sign(body);
        request = header is null ? request : request with { Headers = value is null ? request.Headers.Remove(header) : request.Headers.SetItem(header, value) };

        var explanation = stage.Explain(request);

        Assert.Equal(cause, explanation.Cause);
        Assert.False(explanation.IsProven);
    }
}
