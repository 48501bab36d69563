using System.Collections.Immutable;

namespace EdgeGateway.Testing.Signing;

/// <summary>The first six providers, with the callbacks of their documentation.</summary>
public static class ReferenceProviders
{
    /// <summary>Signs joined pairs with SHA-1 in the body. <see href="https://docs.cactusgino.com/signature"/></summary>
    public static ReferenceProvider Cactus { get; } = new(
        "Cactus",
        "amount",
        "invoice_id",
        """
        {"request_id":"280","site_login":"qtywugbjhdbjbal123","amount":8000,"description":"",
         "transaction_id":"116579133176442782754521496079","status":3,"currency":"USD","site_id":21,
         "invoice_id":905910,"received_amount":8000,"received_currency":"USD","method":"card"}
        """,
        ReferenceSigner.SortedPairs);

    /// <summary>Signs as Cactus does.</summary>
    public static ReferenceProvider Carouseller { get; } = new(
        "Carouseller",
        "amount",
        "transaction_id",
        """
        {"site_id":123,"amount":10000,"currency":"USD","real_amount":10000,"real_currency":"USD",
         "processor_message":"Success","customer_purse":"555555...4444","completed_at":"2016-02-12T15:19:21+00:00",
         "site_login":"test_login","type_id":3,"status_id":4,"transaction_id":123456789,"external_id":"order-1"}
        """,
        ReferenceSigner.SortedPairs);

    /// <summary>Signs as Cactus does.</summary>
    public static ReferenceProvider Cabbagino { get; } = new(
        "Cabbagino",
        "amount",
        "order_id",
        """
        {"status":4,"type":1,"external_id":"example_external_id","order_id":"173805987126016235868313296400",
         "amount":10000,"currency":"USD","customer_id":"307353","customer_purse":"428455...9651"}
        """,
        ReferenceSigner.SortedPairs);

    /// <summary>Signs sorted JSON in the header <c>X-Signature</c>.</summary>
    public static ReferenceProvider TarlanAgws { get; } = new(
        "TarlanAgws",
        "amount",
        "external_id",
        """
        {"project":"Testing","service_code":"70958","external_id":"proident","status_code":"4",
         "status_message":"Transaction was failed","amount":100.82,"datetime":"fugiat sed","username":"enim culpa",
         "fail_reason":{"code":6132012,"message":"nulla Ut eu dolore"}}
        """,
        static (body, secret) => ReferenceSigner.SortedJson(body, secret, omitted: null, "X-Signature", ""));

    /// <summary>Signs sorted JSON in the header <c>Authorization</c>.</summary>
    public static ReferenceProvider TarlanAcquiring { get; } = new(
        "TarlanAcquiring",
        "amount",
        "transaction_id",
        """{"transaction_id":771204,"status_code":"success","amount":2500,"currency":"KZT","merchant_id":123}""",
        static (body, secret) => ReferenceSigner.SortedJson(body, secret, "additional_data", "Authorization", "Bearer "));

    /// <summary>Adds a token for the invoice, which does not cover the rest of the body.</summary>
    public static ReferenceProvider CryptoCloud { get; } = new(
        "CryptoCloud",
        "amount_crypto",
        "invoice_id",
        """{"status":"success","invoice_id":"89UX09KA","amount_crypto":0.4567,"currency":"BTC","order_id":"order-1"}""",
        static (body, secret) => ReferenceSigner.Token(body, TimeProvider.System.GetUtcNow().AddMinutes(5), secret));

    /// <summary>All of them.</summary>
    public static ImmutableArray<ReferenceProvider> All { get; } = [Cactus, Carouseller, Cabbagino, TarlanAgws, TarlanAcquiring, CryptoCloud];
}
