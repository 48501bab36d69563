using System.Collections.Immutable;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>
/// Documented callbacks with their amounts, in minor units that were computed by hand. Callbacks that have
/// the amount in only one place have one row.
/// </summary>
internal static class PaidCallbacks
{
    /// <summary>The presets whose callbacks have no amount.</summary>
    public static readonly ImmutableArray<string> Without =
    [
        "braintree",        // XML within base64
        "github", "gitlab",
        "gocardless",       // names resources only
        "mercadopago",      // names a payment only
        "payme",            // only its requests for permission have an amount
        "sendgrid", "slack", "standardwebhooks", "svix", "twilio",
        "wechatpay",        // encrypted
    ];

    public static readonly ImmutableArray<PaidCallback> All =
    [
        new("adyen", """{"amount":{"value":1050,"currency":"EUR"}}""", "EUR", 1050),
        new("alipay", """{"total_amount":"88.80"}""", "CNY", 8880),
        new("bepaid", """{"transaction":{"amount":1050,"currency":"BYN"}}""", "BYN", 1050),
        new("btcpay", """{"type":"InvoicePaymentSettled","paymentMethodId":"BTC-CHAIN","payment":{"value":"0.0105"}}""", "BTC", 1_050_000),
        new("cashfree", """{"data":{"payment":{"payment_amount":81.00,"payment_currency":"INR"}}}""", "INR", 8100),
        new("cashfree", """{"data":{"payment":null,"refund":{"refund_amount":2.00,"refund_currency":"INR"}}}""", "INR", 200),
        new("cashfree", """{"data":{"payment":null,"link_amount_paid":"55.10","link_amount":"200.12","link_currency":"INR"}}""", "INR", 5510),
        new("chargebee", """{"content":{"transaction":{"amount":1050,"currency_code":"USD"}}}""", "USD", 1050),
        new("chargebee", """{"content":{"invoice":{"total":990,"currency_code":"EUR"}}}""", "EUR", 990),
        new("chargebee", """{"content":{"credit_note":{"total":90,"currency_code":"GBP"}}}""", "GBP", 90),
        new("checkout", """{"data":{"amount":6540,"currency":"GBP"}}""", "GBP", 6540),
        new("click", """{"action":"1","merchant_prepare_id":"7","amount":"1000.0"}""", "UZS", 100_000),
        new("cloudpayments", """{"Amount":"10.50","Currency":"RUB"}""", "RUB", 1050),
        new("coinbase-commerce", """{"event":{"data":{"pricing":{"local":{"amount":"100.00","currency":"USD"}}}}}""", "USD", 10_000),
        new("cryptapi", """{"value_coin":"0.05","coin":"btc"}""", "BTC", 5_000_000),
        new("cryptomus", """{"amount":"15.00000000","currency":"USDT"}""", "USDT", 15_000_000),
        new("ecpay", """{"TradeAmt":"1000"}""", "TWD", 100_000),
        new("flutterwave", """{"data":{"amount":100.5,"currency":"NGN"}}""", "NGN", 10_050),
        new("flutterwave-v4", """{"data":{"amount":250,"currency":"RWF"}}""", "RWF", 250),
        new("fondy", """{"amount":"1050","currency":"UAH"}""", "UAH", 1050),
        new("fondy-v2", """{"order":{"amount":"1050","currency":"EUR"}}""", "EUR", 1050),
        new("freedompay", """{"pg_amount":"500.50","pg_currency":"KZT"}""", "KZT", 50_050),
        new("freekassa", """{"AMOUNT":"100.11"}""", "RUB", 10_011),
        new("lemonsqueezy", """{"data":{"attributes":{"total":1199,"currency":"USD"}}}""", "USD", 1199),
        new("liqpay", """{"amount":0.02,"currency":"UAH"}""", "UAH", 2),
        new("midtrans", """{"gross_amount":"10000.00","currency":"USD"}""", "IDR", 1_000_000),
        new("midtrans-iris", """{"amount":"100000.00"}""", "IDR", 10_000_000),
        new("moderntreasury", """{"data":{"amount":10000,"currency":"USD"}}""", "USD", 10_000),
        new("mollie", """{"_embedded":{"entity":{"amount":{"value":"24.95","currency":"EUR"}}}}""", "EUR", 2495),
        new("nowpayments", """{"price_amount":10.5,"price_currency":"usd"}""", "USD", 1050),
        new("nowpayments", """{"price_amount":null,"price_currency":null,"amount":"0.5","currency":"btc"}""", "BTC", 50_000_000),
        new("paddle", """{"data":{"currency_code":"JPY","details":{"totals":{"grand_total":"3000"}}}}""", "JPY", 3000),
        new("paddle", """{"data":{"currency_code":"USD","totals":{"total":"1200"}}}""", "USD", 1200),
        new("paymob", """{"obj":{"amount_cents":100000,"currency":"EGP"}}""", "EGP", 100_000),
        new("payos", """{"data":{"amount":3000,"currency":"VND"}}""", "VND", 3000),
        new("paypal", """{"resource":{"amount":{"value":"7.47","currency_code":"USD"}}}""", "USD", 747),
        new("paypal", """{"resource":{"amount":{"value":null,"currency_code":null,"total":"7.47","currency":"EUR"}}}""", "EUR", 747),
        new("paypal", """{"resource":{"amount":null,"dispute_amount":{"value":"3.00","currency_code":"USD"}}}""", "USD", 300),
        new("paysera", """{"order":{"amount":2500,"currency":"EUR"}}""", "EUR", 2500),
        new("paystack", """{"data":{"amount":5000,"currency":"NGN"}}""", "NGN", 5000),
        new("payu", """{"order":{"totalAmount":"21000","currencyCode":"PLN"}}""", "PLN", 21_000),
        new("payu", """{"refund":{"amount":"15516","currencyCode":"PLN"}}""", "PLN", 15_516),
        new("przelewy24", """{"amount":1500,"originAmount":1500,"currency":"PLN"}""", "PLN", 1500),
        new("razorpay", """{"payload":{"payment":{"entity":{"amount":50000,"currency":"INR"}}}}""", "INR", 50_000),
        new("razorpay", """{"payload":{"refund":{"entity":{"amount":300,"currency":"INR"}},"payment":{"entity":{"amount":50000,"currency":"INR"}}}}""", "INR", 300),
        new("razorpay", """{"payload":{"dispute":{"entity":{"amount":400,"currency":"INR"}},"payment":{"entity":{"amount":50000,"currency":"INR"}}}}""", "INR", 400),
        new("razorpay", """{"payload":{"payment":null,"order":{"entity":{"amount":700,"currency":"USD"}}}}""", "USD", 700),
        new("razorpay", """{"payload":{"payment":null,"payout":{"entity":{"amount":900,"currency":"INR"}}}}""", "INR", 900),
        new("robokassa", """{"OutSum":"100.500000"}""", "RUB", 10_050),
        new("shopify", """{"total_price":"403.00","currency":"USD"}""", "USD", 40_300),
        new("shopify", """{"total_price":null,"amount":"20.00","currency":"CAD"}""", "CAD", 2000),
        new("square", """{"data":{"object":{"payment":{"amount_money":{"amount":100,"currency":"USD"}}}}}""", "USD", 100),
        new("square", """{"data":{"object":{"refund":{"amount_money":{"amount":200,"currency":"USD"}}}}}""", "USD", 200),
        new("square", """{"data":{"object":{"dispute":{"amount_money":{"amount":300,"currency":"USD"}}}}}""", "USD", 300),
        new("square", """{"data":{"object":{"payout":{"amount_money":{"amount":400,"currency":"USD"}}}}}""", "USD", 400),
        new("stripe", """{"data":{"object":{"object":"payment_intent","amount":2000,"currency":"usd"}}}""", "USD", 2000),
        new("stripe", """{"data":{"object":{"object":"checkout.session","amount":null,"amount_total":5000,"currency":"kwd"}}}""", "KWD", 5000),
        new("stripe", """{"data":{"object":{"object":"invoice","amount":null,"amount_due":700,"amount_paid":600,"currency":"eur"}}}""", "EUR", 600),
        new("tbank", """{"Amount":19200}""", "RUB", 19_200),
        new("unitpay", """{"method":"pay","params[orderSum]":"99.90","params[orderCurrency]":"RUB"}""", "RUB", 9990),
        new("wayforpay", """{"amount":1547.36,"currency":"UAH"}""", "UAH", 154_736),
        new("wise", """{"event_type":"balances#update","data":{"amount":9.6,"currency":"GBP","transaction_type":"debit"}}""", "GBP", 960),
        new("worldline", """{"payment":{"paymentOutput":{"amountOfMoney":{"amount":1000,"currencyCode":"EUR"}}}}""", "EUR", 1000),
        new("worldline", """{"refund":{"refundOutput":{"amountOfMoney":{"amount":300,"currencyCode":"EUR"}}}}""", "EUR", 300),
        new("worldline", """{"payout":{"payoutOutput":{"amountOfMoney":{"amount":400,"currencyCode":"EUR"}}}}""", "EUR", 400),
        new("xendit", """{"amount":50000,"currency":"IDR"}""", "IDR", 5_000_000),
        new("xendit", """{"amount":null,"data":{"amount":1500.5,"currency":"PHP"}}""", "PHP", 150_050),
        new("xendit", """{"amount":null,"data":{"request_amount":10,"currency":"PHP"}}""", "PHP", 1000),
        new("yookassa", """{"object":{"amount":{"value":"0.50","currency":"RUB"}}}""", "RUB", 50),
    ];
}
