using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Requests with several items. Each item is verified, and none is delivered twice.</summary>
public sealed class BatchTests
{
    private const string Adyen = $$"""{"Scheme":"adyen","Secrets":{"k1":"{{ReferenceSigner.HexSecret}}"} }""";

    [Fact]
    public async Task A_batch_whose_items_all_verify_is_delivered_as_one()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        var batch = ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 200));

        Assert.Equal(200, await stage.SendAsync(batch));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal(batch.Body, System.Text.Encoding.UTF8.GetString(delivery.Body));
        Assert.StartsWith("shop/~", delivery["Callback-Key"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_batch_with_one_altered_item_is_refused_as_a_whole(int altered)
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        var items = new[] { ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 200), ReferenceSigner.AdyenItem("C", 300) };
        items[altered]["amount"]!["value"] = 9999;

        Assert.Equal(401, await stage.SendAsync(ReferenceSigner.Adyen(items)));

        Assert.Empty(stage.Deliveries);

        // The refused items were not recorded, so genuine ones are delivered.
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));
        Assert.Single(stage.Deliveries);
    }

    [Fact]
    public async Task A_batch_without_items_is_refused()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);

        foreach (var body in (string[])["""{"notificationItems":[]}""", """{"live":"false"}""", """{"notificationItems":{}}""", """{"notificationItems":[{}]}"""])
        {
            Assert.InRange(await stage.SendAsync(new SchemeRequest(body)), 400, 401);
        }

        Assert.Empty(stage.Deliveries);
    }

    [Fact]
    public async Task A_batch_that_was_delivered_is_a_duplicate()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        var batch = ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 200));

        Assert.Equal(200, await stage.SendAsync(batch));
        Assert.Equal(200, await stage.SendAsync(batch));

        Assert.Single(stage.Deliveries);
        Assert.Equal(1, await stage.CountAsync("already_settled"));
    }

    [Fact]
    public async Task A_batch_of_items_that_were_delivered_one_by_one_is_a_duplicate()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("B", 200))));

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("B", 200), ReferenceSigner.AdyenItem("A", 100))));

        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Theory]
    [InlineData("A", "C")]
    [InlineData("C", "A")]
    [InlineData("C", "B")]
    public async Task Captured_items_in_another_batch_are_refused(string first, string second)
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 100))));

        Assert.Equal(409, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem(first, 100), ReferenceSigner.AdyenItem(second, 100))));

        Assert.Single(stage.Deliveries);
        Assert.Equal(1, await stage.CountAsync("conflict", "batch_overlaps"));

        // The new item is not treated as a duplicate.
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("C", 100))));
        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Fact]
    public async Task An_item_of_a_batch_is_not_delivered_again_alone()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 100))));

        var status = await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("B", 100)));

        Assert.Single(stage.Deliveries);
        Assert.Contains(status, (int[])[200, 422]);
    }

    [Fact]
    public async Task A_batch_with_a_repeated_item_is_refused()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);

        Assert.InRange(await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("A", 100))), 400, 422);

        Assert.Empty(stage.Deliveries);
    }

    [Fact]
    public async Task A_batch_that_the_merchant_refused_can_be_sent_again_as_a_whole_and_in_parts()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);
        var batch = ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 200));
        stage.Merchant.AnswerWith(500);
        Assert.Equal(500, await stage.SendAsync(batch));
        Assert.Equal(500, await stage.SendAsync(batch));
        stage.Merchant.AnswerWith(200);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("B", 200))));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));

        Assert.Equal(4, stage.Deliveries.Count);
    }

    [Fact]
    public async Task A_single_item_has_its_own_key()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));

        Assert.Equal("shop/A/AUTHORISATION/true", Assert.Single(stage.Deliveries)["Callback-Key"]);
    }
}
