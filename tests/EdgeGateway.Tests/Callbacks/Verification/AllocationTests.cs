using System.Diagnostics;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Generation;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class AllocationTests
{
    private const int RoundLength = 1000;

    private const string Cactus =
        """{"request_id":"280","site_login":"login","amount":8000,"description":"","transaction_id":"116579133176442782754521496079","status":3,"currency":"USD","site_id":21,"invoice_id":905910,"received_amount":8000,"received_currency":"USD","method":"card","is_payout":false}""";

    private const string Carouseller =
        """{"site_id":24,"amount":100.50,"currency":"EUR","real_amount":10050,"real_currency":"EUR","processor_message":"Approved; code 0","completed_at":"2026-01-01T10:20:04+00:00","site_login":"login","type_id":3,"status_id":4,"transaction_id":77001,"external_id":"o-1","extra":{"b":1,"a":2},"list":[3,"2",1]}""";

    private const string Agws =
        """{"project":"Testing","service_code":"70958","external_id":"proident","status_code":"4","status_message":"Оплата отклонена","amount":100.82,"datetime":"2022-12-01T15:45:00Z","username":"Ünï<\u0041>","fail_reason":{"message":"","code":6132012}}""";

    private const string Acquiring =
        """{"transaction_id":5012,"status_code":"success","amount":1500.00,"additional_data":{"x":[1,2]},"saved_card":null}""";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Cases => [.. Callbacks().Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_SteadyState_AllocatesNothing(string name)
    {
        var (scheme, body, format, header, expected) = Callbacks()[name];
        var keys = new KeyRing([new SigningKey("old", "another secret that is tried first"u8.ToArray()), new SigningKey("k1", Encoding.UTF8.GetBytes(Verdict.Secret))]);
        var verifier = new CallbackVerifier("profile", scheme, keys, [], new());
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = new OneHeader(header);
        for (var warmUp = 0; warmUp < 200; warmUp++)
        {
            Assert.Equal(expected, Verify(verifier, bytes, format, headers));
        }

        // The runtime recompiles code in the background, and code may allocate until then. Code that allocates
        // in steady state has no round without allocations.
        var started = Stopwatch.GetTimestamp();
        long allocated;
        do
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var count = 0; count < RoundLength; count++)
            {
                Verify(verifier, bytes, format, headers);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (allocated > 0 && Stopwatch.GetElapsedTime(started) < _limit);

        Assert.Equal(0, allocated);
    }

    private static RefusalReason Verify(CallbackVerifier verifier, byte[] body, BodyFormats format, OneHeader headers)
    {
        using var workspace = CallbackWorkspace.Rent();
        return verifier.Judge(new CallbackMessage(body, format) { Headers = headers }, ProviderVectors.TokenTime, workspace).Reason;
    }

    private static Dictionary<string, (SignatureScheme Scheme, string Body, BodyFormats Format, string? Header, RefusalReason Expected)> Callbacks()
    {
        var form = new (string, string)[] { ("site_id", "24"), ("amount", "100.50"), ("processor_message", "Approved é +"), ("status_id", "4"), ("transaction_id", "77001") };
        var formSignature = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Join(form), Verdict.Secret);
        var token = ReferenceToken.Mint("89UX", ProviderVectors.TokenTime.AddMinutes(5), Verdict.Secret);
        var cryptoCloud = $$$"""{"status":"success","invoice_id":"INV-89UX","amount_crypto":0.4567,"currency":"BTC","order_id":"7","token":"{{{token}}}","invoice_info":{"uuid":"INV-89UX","status":"paid"}}""";
        return new()
        {
            ["Cactus"] = (SignatureSchemes.Cactus, Pairs(Cactus, Rendering.Documented), BodyFormats.Json, null, RefusalReason.None),
            ["Cactus, PHP"] = (SignatureSchemes.Cactus, Pairs(Cactus, Rendering.Php), BodyFormats.Json, null, RefusalReason.None),
            ["Cactus, wrong signature"] = (SignatureSchemes.Cactus, Pairs(Cactus, Rendering.Documented).Replace("280", "281", StringComparison.Ordinal), BodyFormats.Json, null, RefusalReason.SignatureMismatch),
            ["Cactus, ambiguous"] = (SignatureSchemes.Cactus, Pairs(Cactus, Rendering.Documented).Replace("280", "2;a:0", StringComparison.Ordinal), BodyFormats.Json, null, RefusalReason.AmbiguousValue),
            ["Carouseller"] = (SignatureSchemes.Carouseller, Pairs(Carouseller, Rendering.Documented), BodyFormats.Json, null, RefusalReason.None),
            ["Carouseller, form"] = (SignatureSchemes.Carouseller, NaiveForm.Encode([.. form, ("signature", formSignature)], everything: false), BodyFormats.Form, null, RefusalReason.None),
            ["AGWS"] = (SignatureSchemes.TarlanAgws, Agws, BodyFormats.Json, Json(Agws, Rendering.Documented, null), RefusalReason.None),
            ["AGWS, Go"] = (SignatureSchemes.TarlanAgws, Agws, BodyFormats.Json, Json(Agws, Rendering.Go, null), RefusalReason.None),
            ["AGWS, PHP"] = (SignatureSchemes.TarlanAgws, Agws, BodyFormats.Json, Json(Agws, Rendering.Php, null), RefusalReason.None),
            ["AGWS, wrong signature"] = (SignatureSchemes.TarlanAgws, Agws, BodyFormats.Json, new string('0', 64), RefusalReason.SignatureMismatch),
            ["Acquiring"] = (SignatureSchemes.TarlanAcquiring, Acquiring, BodyFormats.Json, "Bearer " + Json(Acquiring, Rendering.Documented, "additional_data"), RefusalReason.None),
            ["CryptoCloud"] = (SignatureSchemes.CryptoCloud, cryptoCloud, BodyFormats.Json, null, RefusalReason.None),
            ["CryptoCloud, wrong signature"] = (SignatureSchemes.CryptoCloud, cryptoCloud.Replace(token, ReferenceToken.Mint("89UX", ProviderVectors.TokenTime, "yet another secret, of nobody's"), StringComparison.Ordinal), BodyFormats.Json, null, RefusalReason.SignatureMismatch),
            ["CryptoCloud, form"] = (SignatureSchemes.CryptoCloud, NaiveForm.Encode([("status", "success"), ("invoice_id", "89UX"), ("token", token)], everything: false), BodyFormats.Form, null, RefusalReason.None),
        };
    }

    private static string Pairs(string body, Rendering rendering) =>
        $"{body[..^1]},\"signature\":\"{ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(body, rendering), Verdict.Secret)}\"}}";

    private static string Json(string body, Rendering rendering, string? omitted) =>
        ReferenceSortedJson.Sign(ReferenceSortedJson.Content(body, rendering, omitted), Verdict.Secret);
}
