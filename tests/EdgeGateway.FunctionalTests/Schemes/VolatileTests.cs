using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Members that change with each attempt do not count as another content.</summary>
public sealed class VolatileTests
{
    [Fact]
    public async Task A_redelivery_with_other_bytes_is_a_duplicate_and_no_conflict()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"btcpay","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(BtcPay("a", isRedelivery: "false")));
        Assert.Equal(200, await stage.SendAsync(BtcPay("b", isRedelivery: "true")));
        Assert.Equal(200, await stage.SendAsync(BtcPay("c", isRedelivery: "true")));

        Assert.Equal("shop/a", Assert.Single(stage.Deliveries)["Callback-Key"]);
        Assert.Equal(2, await stage.CountAsync("already_settled"));
    }

    [Fact]
    public async Task Another_content_of_the_same_event_is_a_conflict()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"btcpay","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(BtcPay("a", isRedelivery: "false")));
        Assert.Equal(200, await stage.SendAsync(BtcPay("b", isRedelivery: "true", invoice: "I2")));

        Assert.Equal([null, "true"], stage.Deliveries.Select(static delivery => delivery["Callback-Conflict"]));
    }

    [Fact]
    public async Task Volatile_members_are_left_out_at_any_position_but_not_deeper()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"coinbase-commerce","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(Coinbase("""{"id":1,"scheduled_for":"20:50","attempt_number":1,"event":{"id":"e1","attempt_number":1}}""")));
        Assert.Equal(200, await stage.SendAsync(Coinbase("""{"id":2,"scheduled_for":"21:50","attempt_number":2,"event":{"id":"e1","attempt_number":1}}""")));
        Assert.Single(stage.Deliveries);

        Assert.Equal(200, await stage.SendAsync(Coinbase("""{"id":3,"scheduled_for":"22:50","attempt_number":3,"event":{"id":"e1","attempt_number":2}}""")));
        Assert.Equal([null, "true"], stage.Deliveries.Select(static delivery => delivery["Callback-Conflict"]));
    }

    [Theory]
    [InlineData("""{"event":{"id":"e1"},"id":1}""", """{"event":{"id":"e1"},"id":22}""")]
    [InlineData("""{"id":1,"event":{"id":"e1"}}""", """{"id":{"a":[1,2]},"event":{"id":"e1"}}""")]
    [InlineData("""{"x":1,"id":1,"event":{"id":"e1"}}""", """{"x":1,"id":"two","event":{"id":"e1"}}""")]
    public async Task A_volatile_member_may_have_any_value(string first, string second)
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"coinbase-commerce","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(Coinbase(first)));
        Assert.Equal(200, await stage.SendAsync(Coinbase(second)));

        Assert.Single(stage.Deliveries);
    }

    private static SchemeRequest BtcPay(string deliveryId, string isRedelivery, string invoice = "I1") => ReferenceSigner.Body(
        $$"""
        {
          "deliveryId": "{{deliveryId}}",
          "webhookId": "WH1",
          "originalDeliveryId": "a",
          "isRedelivery": {{isRedelivery}},
          "type": "InvoiceSettled",
          "invoiceId": "{{invoice}}"
        }
        """,
        "BTCPay-Sig",
        "sha256=");

    private static SchemeRequest Coinbase(string body) => ReferenceSigner.Body(body, "X-CC-Webhook-Signature");
}
