using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Signed fields that must have the configured values, for example to keep test events away.</summary>
public sealed class RequireTests
{
    private const string Live = $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"Require":{"livemode":"true"} }""";

    [Theory]
    [InlineData("""{"id":"evt_1","livemode":true}""", 200)]
    [InlineData("""{"id":"evt_1","livemode":"true"}""", 200)]
    [InlineData("""{"id":"evt_1","livemode":false}""", 422)]
    [InlineData("""{"id":"evt_1"}""", 422)]
    [InlineData("""{"id":"evt_1","livemode":null}""", 422)]
    [InlineData("""{"id":"evt_1","livemode":"True"}""", 422)]
    [InlineData("""{"id":"evt_1","data":{"livemode":true}}""", 422)]
    public async Task A_callback_without_the_required_value_is_refused(string body, int expected)
    {
        await using var stage = await SchemeStage.StartAsync(Live);

        Assert.Equal(expected, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start)));

        Assert.Equal(expected == 200 ? 1 : 0, stage.Deliveries.Count);
        Assert.Equal(expected == 200 ? 0 : 1, await stage.CountAsync("malformed", "requirement_not_met"));
        await stage.Gateway.WaitForLogAsync(expected == 200 ? "Delivered" : "requirement_not_met: field \"livemode\", ", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Every_requirement_must_be_met_at_any_depth()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"Require":{"livemode":"true","data.object.currency":"eur"} }""");

        Assert.Equal(422, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"1","livemode":true,"data":{"object":{"currency":"usd"}}}""", SchemeStage.Start)));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"2","livemode":true,"data":{"object":{"currency":"eur"}}}""", SchemeStage.Start)));
    }

    [Fact]
    public async Task A_refused_callback_is_not_recorded()
    {
        await using var stage = await SchemeStage.StartAsync(Live);

        Assert.Equal(422, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"evt_1","livemode":false}""", SchemeStage.Start)));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"evt_1","livemode":true}""", SchemeStage.Start)));

        Assert.Null(Assert.Single(stage.Deliveries)["Callback-Conflict"]);
        Assert.Equal("1", stage.Deliveries[0]["Callback-Attempt"]);
    }

    [Fact]
    public async Task A_forged_callback_is_refused_for_its_signature_first()
    {
        await using var stage = await SchemeStage.StartAsync(Live);
        var callback = ReferenceSigner.Stripe("""{"id":"evt_1","livemode":false}""", SchemeStage.Start);

        Assert.Equal(401, await stage.SendAsync(callback with { Body = """{"id":"evt_1","livemode":true}""" }));
    }
}
