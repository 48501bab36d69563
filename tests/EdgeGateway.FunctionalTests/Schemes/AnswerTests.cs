using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>A callback is settled only by an answer that its provider accepts as an acknowledgement.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("tbank", 200, "OK", true)]
    [InlineData("tbank", 200, "ok", false)]
    [InlineData("tbank", 200, "OK2", false)]
    [InlineData("tbank", 202, "OK", false)]
    [InlineData("alipay", 200, "success", true)]
    [InlineData("alipay", 200, "failure", false)]
    [InlineData("ecpay", 200, "1|OK", true)]
    [InlineData("ecpay", 200, "0|error", false)]
    [InlineData("robokassa", 200, "OK530504", true)]
    [InlineData("robokassa", 200, "OK530505", false)]
    [InlineData("robokassa", 200, "OK", false)]
    [InlineData("freekassa", 200, "YES", true)]
    [InlineData("freekassa", 200, "NO", false)]
    [InlineData("cloudpayments", 200, """{"code":0}""", true)]
    [InlineData("cloudpayments", 200, """{"code":13}""", false)]
    [InlineData("wayforpay", 200, """{"orderReference":"DH1","status":"accept","time":1,"signature":"x"}""", true)]
    [InlineData("wayforpay", 200, """{"status":"decline"}""", false)]
    [InlineData("payme", 200, """{"jsonrpc":"2.0","id":31629,"result":{"state":2}}""", true)]
    [InlineData("payme", 200, """{"jsonrpc":"2.0","id":31629,"error":{"code":-31001}}""", false)]
    [InlineData("freedompay", 200, """<?xml version="1.0" encoding="utf-8"?><response><pg_status>ok</pg_status><pg_salt>1</pg_salt></response>""", true)]
    [InlineData("freedompay", 200, "<response><pg_status>error</pg_status></response>", false)]
    [InlineData("freedompay", 200, "<response>ok</response>", false)]
    [InlineData("stripe", 204, "", true)]
    [InlineData("stripe", 300, "", false)]
    [InlineData("paystack", 200, "", true)]
    [InlineData("paystack", 201, "", false)]
    [InlineData("github", 202, "Accepted", true)]
    public async Task An_answer_settles_the_callback_only_where_the_provider_would_stop_repeating(string preset, int status, string answer, bool settles)
    {
        var vector = PresetVectors.Of(preset).Single(static vector => vector.Name == "genuine");
        await using var stage = await SchemeStage.StartAsync(
            new JsonObject { [SchemeStage.Profile] = PresetProfile.Of(vector) }, now: vector.Now);
        stage.Merchant.AnswerWith(status, answer, answer.StartsWith('{') ? "application/json" : answer.StartsWith('<') ? "application/xml" : "text/plain");

        await stage.SendAsync(SchemeRequest.Of(vector));
        await stage.SendAsync(SchemeRequest.Of(vector));

        Assert.Equal(settles ? 1 : 2, stage.Deliveries.Count);
        Assert.Equal(settles ? 1 : 0, await stage.CountAsync("already_settled"));
    }
}
