using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Different events with equal bodies, which an unsigned header tells apart.</summary>
public sealed class DistinctTests
{
    private const string Body = """{"id":894343730,"total_price":"10.00","currency":"USD"}""";
    private const string Open = $$"""{"Scheme":"shopify","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""";
    private const string Closed =
        $$"""{"Scheme":"shopify","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"DistinctValues":["orders/create","orders/paid"]}""";

    [Theory]
    [InlineData(Open)]
    [InlineData(Closed)]
    public async Task Equal_bodies_of_different_events_are_each_delivered_once(string profile)
    {
        await using var stage = await SchemeStage.StartAsync(profile);
        for (var send = 0; send < 2; send++)
        {
            Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-1", "orders/create")));
            Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-2", "orders/paid")));
        }

        Assert.Equal(["orders/create", "orders/paid"], stage.Deliveries.Select(static delivery => delivery["X-Shopify-Topic"]));
        Assert.All(stage.Deliveries, static delivery => Assert.Null(delivery["Callback-Conflict"]));
        Assert.All(stage.Deliveries, static delivery => Assert.Equal("shopify;key=k1;coverage=partial", delivery["Callback-Verified"]));
    }

    [Fact]
    public async Task A_captured_body_causes_one_delivery_for_each_value()
    {
        await using var stage = await SchemeStage.StartAsync(Open);
        foreach (var id in (string[])["a", "b", "c"])
        {
            Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Shopify(Body, id, "orders/paid")));
            Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Shopify(Body, id, "made/up")));
        }

        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Fact]
    public async Task A_value_outside_the_profiles_list_is_refused()
    {
        await using var stage = await SchemeStage.StartAsync(Closed);

        Assert.Equal(422, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-1", "made/up")));
        Assert.Equal(422, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-2").Without("X-Shopify-Topic")));

        Assert.Empty(stage.Deliveries);
        Assert.Equal(2, await stage.CountAsync("malformed", "distinct_value_refused"));
        await stage.Gateway.WaitForLogAsync("distinct_value_refused: field \"X-Shopify-Topic\", ", TestContext.Current.CancellationToken);
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-1", "orders/paid")));
    }

    [Fact]
    public async Task An_altered_body_is_refused_before_its_value_is_checked()
    {
        await using var stage = await SchemeStage.StartAsync(Closed);

        Assert.Equal(401, await stage.SendAsync(ReferenceSigner.Shopify(Body, "id-1", "made/up") with { Body = Body.Replace("10", "90", StringComparison.Ordinal) }));

        Assert.Empty(stage.Deliveries);
    }
}
