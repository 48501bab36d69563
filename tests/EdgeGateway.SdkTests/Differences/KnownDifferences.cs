using System.Collections.Immutable;
using System.Text.Unicode;
using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Alterations;

namespace EdgeGateway.SdkTests.Differences;

/// <summary>All intended differences; docs/guarantees.md gives the reason for each.</summary>
internal static class KnownDifferences
{
    private static readonly ImmutableArray<string> _timeInList = ["stripe", "paddle"];
    private static readonly ImmutableArray<string> _timeInHeader = ["standardwebhooks", "svix"];
    private static readonly ImmutableArray<string> _lenientBase64 = ["adyen", "alipay"];

    public static ImmutableArray<KnownDifference> All { get; } = [.. GatewayRefuses(), .. GatewayAccepts()];

    private static IEnumerable<KnownDifference> GatewayRefuses()
    {
        yield return new("strict bodies", IsGatewayStricter: true)
        {
            Cases =
            [
                ("body-octet-not-utf8", ["mercadopago"]),
                ("body-order-mark-prepended", ["stripe", "mercadopago"]),
                ("document-followed", ["mercadopago"]),
                ("field-doubled-same", ["adyen", "payos"]),
                ("form-pair-empty", ["twilio", "braintree", "alipay"]),
                ("form-pair-without-sign", ["braintree"]),
            ],
            Whatever = (
            [
                RefusalReason.InvalidUtf8, RefusalReason.InvalidJson, RefusalReason.NotAnObject, RefusalReason.InvalidForm,
                RefusalReason.DuplicateName, RefusalReason.InvalidText, RefusalReason.InvalidNumber,
            ], []),
        };
        yield return new("octets that a decoder replaces", IsGatewayStricter: true)
        {
            Shows = static callback => callback.Provider == "sendgrid" && !Utf8.IsValid(callback.Body),
        };
        yield return new("Braintree's last line feed", IsGatewayStricter: true)
        {
            Cases = [("form-last-line-feed-removed", ["braintree"])],
            Shows = static callback => callback.Provider == "braintree"
                && FormPairs.Read(callback.Text).Any(static pair => pair.Name == "bt_payload" && !pair.Value.EndsWith('\n')),
        };
        yield return new("values of another type", IsGatewayStricter: true)
        {
            Chances = [("field-listed", ["adyen", "payos"])],
        };
        yield return new("numbers as they are written", IsGatewayStricter: true)
        {
            Chances = [("field-number-respelled", ["adyen", "payos"])],
        };
        yield return new("strict signatures", IsGatewayStricter: true)
        {
            Cases =
            [
                ("base64-without-padding", _lenientBase64),
                ("base64-more-padding", _lenientBase64),
                ("base64-spare-bits", _lenientBase64),
                ("signature-quoted", _lenientBase64),
                ("signature-space-within", _lenientBase64),
                ("signature-junk-appended", [.. _lenientBase64, "gocardless"]),
                ("signature-space-before", ["mercadopago"]),
                ("list-value-followed", ["stripe", "standardwebhooks", "svix", "paddle", "braintree"]),
                ("list-name-recased", ["mercadopago"]),
            ],
            Chances =
            [
                ("signature-digit-changed", ["sendgrid"]), ("signature-longer", ["sendgrid"]), ("signature-junk-appended", ["sendgrid"]),
                ("signature-doubled", ["sendgrid"]), ("base64-spare-bits", ["sendgrid"]), ("base64-more-padding", ["sendgrid"]),
            ],
            Whatever = ([RefusalReason.SignatureMalformed], ["adyen", "alipay", "gocardless", "mercadopago", "sendgrid"]),
        };
        yield return new("the names of the headers", IsGatewayStricter: true)
        {
            Cases = [("headers-of-standard-webhooks", ["svix"])],
        };
        yield return new("lists of limited length", IsGatewayStricter: true)
        {
            Cases =
            [
                ("list-long", ["stripe", "standardwebhooks", "svix", "paddle", "braintree", "mercadopago"]),
                ("list-many-signatures", ["stripe", "standardwebhooks", "svix", "paddle", "mercadopago"]),
            ],
        };
        yield return new("times as they are written", IsGatewayStricter: true)
        {
            Cases =
            [
                ("list-time-zero-before", _timeInList), ("list-time-plus-before", _timeInList), ("list-time-junk-behind", _timeInList),
                ("header-time-zero-before", _timeInHeader), ("header-time-plus-before", _timeInHeader), ("header-time-junk-behind", _timeInHeader),
                ("header-time-fraction", _timeInHeader), ("header-time-exponent", _timeInHeader),
            ],
        };
        yield return new("a time that stands twice", IsGatewayStricter: true)
        {
            Cases = [("list-time-doubled", ["stripe", "paddle", "mercadopago"]), ("list-time-other-before", ["stripe", "paddle", "mercadopago"])],
        };
        yield return new("a time ahead of the clock", IsGatewayStricter: true)
        {
            Cases = [("clock-behind-future-limit", _timeInList), ("clock-far-past", _timeInList)],
        };
        yield return new("names in the query", IsGatewayStricter: true)
        {
            Cases = [("query-unsigned-unknown-name", ["mercadopago"]), ("query-id-doubled", ["mercadopago"])],
        };
        yield return new("the registered URL to the letter", IsGatewayStricter: true)
        {
            Cases = [("url-port", ["twilio"]), ("url-other-port", ["twilio"]), ("url-host-recased", ["twilio"])],
        };
    }

    private static IEnumerable<KnownDifference> GatewayAccepts()
    {
        ImmutableArray<string> comparedAsText = ["stripe", "github", "razorpay", "paddle", "braintree", "moderntreasury", "mercadopago", "payos"];
        yield return new("digits in either case", IsGatewayStricter: false)
        {
            Cases = [("hex-upper-case", comparedAsText), ("prefix-recased", ["github"])],
            Chances = [("body-letter-recased", ["braintree", "payos"]), ("body-octet-flipped", ["braintree", "payos"])],
        };
        yield return new("spaces between elements", IsGatewayStricter: false)
        {
            Cases = [("list-spaced", ["stripe", "paddle"]), ("signature-space-behind", ["braintree"])],
        };
        yield return new("one of several signatures", IsGatewayStricter: false)
        {
            Cases = [("list-wrong-signature-behind", ["paddle", "mercadopago"]), ("list-wrong-signature-before", ["braintree"])],
        };
        yield return new("ids of keys in either case", IsGatewayStricter: false)
        {
            Cases = [("header-key-recased", ["worldline"])],
        };
        yield return new("the name of Alipay's algorithm", IsGatewayStricter: false)
        {
            Cases = [("body-space-appended", ["alipay"])],
            Shows = static callback => callback.Provider == "alipay"
                && FormPairs.Read(callback.Text).Any(static pair => pair.Name == "sign_type" && pair.Value != "RSA2"),
        };
    }
}
