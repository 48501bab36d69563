using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EdgeGateway.Demo;

/// <summary>The providers, with samples from their documentation.</summary>
internal static class DemoProviders
{
    private const string AdyenItem = "notificationItems.0.NotificationRequestItem";

    /// <summary>The six providers with their own signature formats.</summary>
    public static ImmutableArray<DemoProvider> First { get; } =
    [
        new("Cactus", "paid: USD 8000", "amount", "invoice_id",
            """
            {"request_id":"280","site_login":"qtywugbjhdbjbal123","amount":8000,"description":"",
             "transaction_id":"116579133176442782754521496079","status":3,"currency":"USD","site_id":21,
             "invoice_id":905910,"received_amount":8000,"received_currency":"USD","method":"card"}
            """,
            SignPairs),
        new("Carouseller", "paid: USD 10000", "amount", "transaction_id",
            """
            {"site_id":123,"amount":10000,"currency":"USD","real_amount":10000,"real_currency":"USD",
             "processor_message":"Success","customer_purse":"555555...4444","completed_at":"2016-02-12T15:19:21+00:00",
             "site_login":"test_login","type_id":3,"status_id":4,"transaction_id":123456789,"external_id":"order-1"}
            """,
            SignPairs),
        new("Cabbagino", "paid: USD 10000", "amount", "order_id",
            """
            {"status":4,"type":1,"external_id":"example_external_id","order_id":"173805987126016235868313296400",
             "amount":10000,"currency":"USD","customer_id":"307353","customer_purse":"428455...9651"}
            """,
            SignPairs),
        new("TarlanAgws", "payment of 100.82 failed", "amount", "external_id",
            """
            {"project":"Testing","service_code":"70958","external_id":"proident","status_code":"4",
             "status_message":"Transaction was failed","amount":100.82,"datetime":"fugiat sed","username":"enim culpa",
             "fail_reason":{"code":6132012,"message":"nulla Ut eu dolore"}}
            """,
            static body => new(body.ToJsonString(), "X-Signature", DemoSigner.SortedJson(body, DemoProvider.Secret))),
        new("TarlanAcquiring", "paid: KZT 2500", "amount", "transaction_id",
            """{"transaction_id":771204,"status_code":"success","amount":2500,"currency":"KZT","merchant_id":123}""",
            static body => new(body.ToJsonString(), "Authorization", $"Bearer {DemoSigner.SortedJson(body, DemoProvider.Secret)}")),
        new("CryptoCloud", "paid: BTC 0.4567", "amount_crypto", "invoice_id",
            """{"status":"success","invoice_id":"89UX09KA","amount_crypto":0.4567,"currency":"BTC","order_id":"order-1"}""",
            SignToken),
    ];

    /// <summary>Some of the built-in schemes as data, and one that is only defined in the demo's configuration.</summary>
    public static ImmutableArray<DemoProvider> AsData { get; } =
    [
        new("stripe", "paid: USD 20.00", "data.object.amount", "id",
            """
            {"id":"evt_demo_1","object":"event","type":"payment_intent.succeeded","livemode":false,
             "data":{"object":{"id":"pi_demo_1","amount":2000,"currency":"usd"}}}
            """,
            static body => new(body.ToJsonString(), "Stripe-Signature", DemoSigner.Timed(body, TimeProvider.System.GetUtcNow(), DemoProvider.Secret))),
        new("adyen", "paid: EUR 11.30", $"{AdyenItem}.amount.value", $"{AdyenItem}.pspReference",
            """
            {"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":{},
             "amount":{"value":1130,"currency":"EUR"},"pspReference":"7914073381342284","eventCode":"AUTHORISATION",
             "eventDate":"2026-11-21T12:00:00+01:00","merchantAccountCode":"TestMerchant","merchantReference":"order-1","success":"true"}}]}
            """,
            static body => new(DemoSigner.AdyenItem(body, DemoProvider.Secret))),
        new("tbank", "paid: RUB 1000.00", "Amount", "PaymentId",
            """
            {"TerminalKey":"demo","OrderId":"order-1","Success":true,"Status":"CONFIRMED","PaymentId":13660,
             "ErrorCode":"0","Amount":100000}
            """,
            static body => new(DemoSigner.SortedValues(body, DemoProvider.Secret))),
        new("acme", "paid: USD 42.00", "amount", "invoice",
            """{"invoice":"INV-7","amount":"42.00","currency":"USD"}""",
            static body => new(body.ToJsonString(), "Acme-Signature", DemoSigner.Sha512(body, DemoProvider.Secret)))
        {
            Definition = """
                {
                  "Body": "Json",
                  "Signature": { "From": "header:Acme-Signature", "Encoding": "Base64" },
                  "Algorithm": "HMAC-SHA512",
                  "Content": "{body}",
                  "Identity": [ [ "field:invoice" ] ],
                  "Acknowledgement": { "Status": "200", "Body": { "Equals": "OK {field:invoice}" } },
                  "Coverage": "Full"
                }
                """,
        },
    ];

    /// <summary>All providers.</summary>
    public static ImmutableArray<DemoProvider> All => [.. First, .. AsData];

    private static DemoRequest SignPairs(JsonObject body) => new(DemoSigner.SortedPairs(body, DemoProvider.Secret));

    private static DemoRequest SignToken(JsonObject body)
    {
        body["token"] = DemoSigner.Token(body["invoice_id"]!.GetValue<string>(), TimeProvider.System.GetUtcNow(), DemoProvider.Secret);
        return new(body.ToJsonString());
    }
}
