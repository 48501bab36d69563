using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Fields that the signature does not cover must not change a delivered callback.</summary>
public sealed class PartialCoverageTests
{
    private const string TBank = $$"""{"Scheme":"tbank","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""";
    private const string Adyen = $$"""{"Scheme":"adyen","Secrets":{"k1":"{{ReferenceSigner.HexSecret}}"} }""";

    private static readonly string _payment =
        """{"TerminalKey":"T","OrderId":"1","Success":true,"Status":"CONFIRMED","PaymentId":7,"ErrorCode":"0","Amount":100,"Data":{"a":"b"} }""";

    [Fact]
    public async Task Another_content_under_the_same_identity_is_refused()
    {
        await using var stage = await SchemeStage.StartAsync(TBank);
        stage.Merchant.AnswerWith(200, "OK");
        var genuine = ReferenceSigner.TBank(_payment);

        Assert.Equal(200, await stage.SendAsync(genuine));
        Assert.Equal(422, await stage.SendAsync(genuine with { Body = genuine.Body.Replace("\"b\"", "\"c\"", StringComparison.Ordinal) }));
        Assert.Equal(200, await stage.SendAsync(genuine));

        Assert.Equal("tbank;key=k1;coverage=partial", Assert.Single(stage.Deliveries)["Callback-Verified"]);
        Assert.Equal(1, await stage.CountAsync("conflict"));
    }

    [Fact]
    public async Task A_profile_may_deliver_it_instead()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"adyen","Secrets":{"k1":"{{ReferenceSigner.HexSecret}}"},"OnConflict":"Deliver"}""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 200))));

        Assert.Equal([null, "true"], stage.Deliveries.Select(static delivery => delivery["Callback-Conflict"]));
    }

    [Fact]
    public async Task A_field_that_is_not_signed_does_not_make_another_event()
    {
        await using var stage = await SchemeStage.StartAsync(Adyen);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100))));
        Assert.Equal(422, await stage.SendAsync(ReferenceSigner.Adyen(ReferenceSigner.AdyenItem("A", 100, "2026-11-22T12:00:00+01:00"))));

        Assert.Equal("adyen;key=k1;coverage=partial", Assert.Single(stage.Deliveries)["Callback-Verified"]);
    }

    /// <summary>Amount and CardId are neighbors in the joined text: both bodies have one digest.</summary>
    [Fact]
    public async Task Moving_characters_between_joined_values_is_a_conflict_and_no_second_payment()
    {
        await using var stage = await SchemeStage.StartAsync(TBank);
        stage.Merchant.AnswerWith(200, "OK");
        var genuine = ReferenceSigner.TBank(
            """{"TerminalKey":"T","OrderId":"1","Success":true,"Status":"CONFIRMED","PaymentId":7,"ErrorCode":"0","Amount":100,"CardId":322264}""");
        var shifted = ReferenceSigner.TBank(
            """{"TerminalKey":"T","OrderId":"1","Success":true,"Status":"CONFIRMED","PaymentId":7,"ErrorCode":"0","Amount":1003,"CardId":22264}""");
        Assert.Equal(TokenOf(genuine), TokenOf(shifted));

        Assert.Equal(200, await stage.SendAsync(genuine));
        Assert.Equal(422, await stage.SendAsync(shifted));
        Assert.Equal(200, await stage.SendAsync(genuine));

        Assert.Single(stage.Deliveries);
        Assert.Equal(1, await stage.CountAsync("conflict"));
    }

    /// <summary>PaymentId and Status are neighbors, too, so that characters can be moved between them.</summary>
    [Fact]
    public async Task Moving_characters_into_the_identity_is_a_conflict_and_no_second_payment()
    {
        await using var stage = await SchemeStage.StartAsync(TBank);
        stage.Merchant.AnswerWith(200, "OK");
        var genuine = ReferenceSigner.TBank(
            """{"TerminalKey":"T","OrderId":"12","PaymentId":345,"Status":"CONFIRMED","Amount":100}""");

        // "OrderId" + "Password" + "PaymentId" ... : with another member between them, Pan and PaymentId are neighbors.
        var withPan = ReferenceSigner.TBank(
            """{"TerminalKey":"T","OrderId":"12","Password2":"1","PaymentId":345,"Status":"CONFIRMED","Amount":100}""");
        var shifted = ReferenceSigner.TBank(
            """{"TerminalKey":"T","OrderId":"12","Password2":"13","PaymentId":45,"Status":"CONFIRMED","Amount":100}""");
        Assert.Equal(TokenOf(withPan), TokenOf(shifted));
        Assert.NotEqual(TokenOf(genuine), TokenOf(shifted));

        Assert.Equal(200, await stage.SendAsync(withPan));
        Assert.Equal(422, await stage.SendAsync(shifted));

        Assert.Single(stage.Deliveries);
    }

    /// <summary>Midtrans signs the order, the code and the amount; the state is part of the identity and is not signed.</summary>
    [Fact]
    public async Task An_unsigned_state_identifies_an_event_that_is_delivered_with_one_body_only()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"midtrans","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");
        var captured = ReferenceSigner.Midtrans("""{"order_id":"o1","status_code":"200","gross_amount":"100.00","transaction_status":"capture","payment_type":"card"}""");
        var settled = captured with { Body = captured.Body.Replace("capture", "settlement", StringComparison.Ordinal) };

        for (var send = 0; send < 2; send++)
        {
            Assert.Equal(200, await stage.SendAsync(captured));
            Assert.Equal(200, await stage.SendAsync(settled));
        }

        Assert.Equal(422, await stage.SendAsync(captured with { Body = captured.Body.Replace("card", "bank", StringComparison.Ordinal) }));
        Assert.Equal(
            ["shop/o1/200/capture", "shop/o1/200/settlement"], stage.Deliveries.Select(static delivery => delivery["Callback-Key"]));
    }

    [Fact]
    public async Task What_the_merchant_has_not_acknowledged_may_still_change()
    {
        await using var stage = await SchemeStage.StartAsync(TBank);
        stage.Merchant.AnswerWith(500);
        var genuine = ReferenceSigner.TBank(_payment);
        Assert.Equal(500, await stage.SendAsync(genuine));
        stage.Merchant.AnswerWith(200, "OK");

        Assert.Equal(200, await stage.SendAsync(genuine));

        Assert.Equal("2", stage.Deliveries[^1]["Callback-Attempt"]);
    }

    private static string TokenOf(SchemeRequest request) => JsonNode.Parse(request.Body)!["Token"]!.GetValue<string>();
}
