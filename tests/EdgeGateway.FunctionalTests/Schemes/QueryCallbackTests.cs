using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Callbacks that are GET requests, with all fields in the query string.</summary>
public sealed class QueryCallbackTests
{
    private const string UnitPay = $$"""{"Scheme":"unitpay","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""";

    private static readonly (string, string)[] _payment =
        [("account", "💳 paid & done"), ("unitpayId", "4122719"), ("orderSum", "99.90"), ("orderCurrency", "RUB"), ("test", "0")];

    [Fact]
    public async Task A_payment_is_delivered_once_with_its_original_query_and_no_body()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);

        Assert.Equal(200, await stage.SendAsync(payment));
        Assert.Equal(200, await stage.SendAsync(payment));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Empty(delivery.Body);
        Assert.EndsWith("?" + payment.Query, delivery.Path, StringComparison.Ordinal);
        Assert.Equal("shop/pay/4122719", delivery["Callback-Key"]);
        Assert.Equal("unitpay;key=k1;coverage=full", delivery["Callback-Verified"]);
        Assert.Equal(1, await stage.CountAsync("already_settled"));
    }

    [Fact]
    public async Task A_request_for_permission_is_delivered_each_time_and_marked()
    {
        await using var stage = await StartAsync();
        var question = ReferenceSigner.UnitPay("check", _payment);

        Assert.Equal(200, await stage.SendAsync(question));
        Assert.Equal(200, await stage.SendAsync(question));

        Assert.Equal(["false", "false"], stage.Deliveries.Select(static delivery => delivery["Callback-Deduplicated"]));
    }

    [Fact]
    public async Task An_error_may_still_be_followed_by_the_payment()
    {
        await using var stage = await StartAsync();

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.UnitPay("error", _payment)));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.UnitPay("pay", _payment)));

        Assert.Equal(["shop/error/4122719", "shop/pay/4122719"], stage.Deliveries.Select(static delivery => delivery["Callback-Key"]));
        Assert.All(stage.Deliveries, static delivery => Assert.Null(delivery["Callback-Deduplicated"]));
    }

    [Fact]
    public async Task A_callback_that_the_merchant_refused_is_delivered_again()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);
        await stage.Merchant.StopAsync();
        Assert.InRange(await stage.SendAsync(payment), 502, 504);
        await stage.Merchant.StartAsync();

        Assert.Equal(200, await stage.SendAsync(payment));
        Assert.Equal(200, await stage.SendAsync(payment));

        Assert.Single(stage.Deliveries);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no such order"}}""")]
    [InlineData("not json")]
    public async Task An_answer_without_a_result_is_a_refusal(string answer)
    {
        await using var stage = await StartAsync();
        stage.Merchant.AnswerWith(200, answer, "application/json");
        var payment = ReferenceSigner.UnitPay("pay", _payment);

        Assert.Equal(200, await stage.SendAsync(payment));
        Assert.Equal(200, await stage.SendAsync(payment));

        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Theory]
    [InlineData("&extra=1", 400)]
    [InlineData("&params=1", 400)]
    [InlineData("&params%5Bextra%5D=1", 401)]
    [InlineData("&params%5Bsignature%5D%5Bx%5D=1", 401)]
    public async Task An_unsigned_name_in_the_query_is_refused(string query, int expected)
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);

        Assert.Equal(expected, await stage.SendAsync(payment with { Query = payment.Query + query }));

        Assert.Empty(stage.Deliveries);
        Assert.Equal(expected == 400 ? 1 : 0, await stage.CountAsync("malformed", "query_not_signed"));
    }

    [Theory]
    [InlineData("method=pay&", "method=error&")]
    [InlineData("method=pay&", "method=pay&method=pay&")]
    [InlineData("method=pay&", "")]
    [InlineData("4122719", "4122718")]
    [InlineData("params%5Btest%5D=0&", "")]
    [InlineData("params%5Bsignature%5D", "params%5Bsign%5D")]
    public async Task An_altered_query_is_refused(string part, string replacement)
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);
        var altered = payment.Query.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(payment.Query, altered);

        Assert.InRange(await stage.SendAsync(payment with { Query = altered }), 400, 401);

        Assert.Empty(stage.Deliveries);
    }

    /// <summary>The values are signed without their names, so renaming a parameter without changing the order keeps the digest.</summary>
    [Fact]
    public async Task A_renamed_value_does_not_create_a_second_payment()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);
        Assert.Equal(200, await stage.SendAsync(payment));

        Assert.Equal(422, await stage.SendAsync(payment with { Query = payment.Query.Replace("unitpayId", "unitpayIe", StringComparison.Ordinal) }));
        Assert.Equal(422, await stage.SendAsync(payment with { Query = payment.Query.Replace("orderSum", "orderSun", StringComparison.Ordinal) }));

        Assert.Single(stage.Deliveries);
    }

    /// <summary>A callback that the merchant did not acknowledge does not block later ones.</summary>
    [Fact]
    public async Task A_renamed_value_that_the_merchant_refused_does_not_block_the_genuine_one()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);
        var usual = stage.Merchant.Answer;
        stage.Merchant.Answer = static context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Assert.Equal(500, await stage.SendAsync(payment with { Query = payment.Query.Replace("unitpayId", "unitpayIe", StringComparison.Ordinal) }));

        stage.Merchant.Answer = usual;
        Assert.Equal(200, await stage.SendAsync(payment));
    }

    [Fact]
    public async Task A_request_with_a_body_is_refused()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", _payment);

        Assert.InRange(await stage.SendAsync(payment with { Method = HttpMethod.Post, Body = "{}", MediaType = "application/json" }), 400, 415);
        Assert.InRange(await stage.SendAsync(payment with { Method = HttpMethod.Post, Body = "a=1", MediaType = SchemeRequest.Form }), 400, 415);

        Assert.Empty(stage.Deliveries);
    }

    [Fact]
    public async Task Without_an_id_the_fingerprint_is_used()
    {
        await using var stage = await StartAsync();
        var payment = ReferenceSigner.UnitPay("pay", ("a", "1"), ("b", "2"));

        Assert.Equal(200, await stage.SendAsync(payment));
        Assert.Equal(200, await stage.SendAsync(payment));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.UnitPay("pay", ("a", "1"), ("b", "3"))));

        Assert.Equal(2, stage.Deliveries.Count);
        Assert.All(stage.Deliveries, static delivery => Assert.StartsWith("shop/~", delivery["Callback-Key"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scheme_that_also_accepts_a_form_reads_the_query_of_a_get(bool isGet)
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"robokassa","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");
        stage.Merchant.AnswerWith(200, "OK5");
        var signature = ReferenceSigner.Md5($"100.000000:5:{ReferenceSigner.PresetSecret}:shp_a=1:Shp_B=2");
        var pairs = $"OutSum=100.000000&InvId=5&Fee=0.1&Shp_B=2&shp_a=1&SignatureValue={signature}";
        var callback = isGet ? SchemeRequest.Get(pairs) : new SchemeRequest(pairs, SchemeRequest.Form);

        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback));

        Assert.Equal("shop/5", Assert.Single(stage.Deliveries)["Callback-Key"]);
    }

    [Fact]
    public async Task A_get_that_is_signed_with_its_url_is_bound_to_every_character_of_the_query()
    {
        using var key = RSA.Create(2048);
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"cryptapi","PublicUrl":"https://shop.example/hook","Secrets":{"k1":"{{Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}}"} }""");
        stage.Merchant.AnswerWith(200, "*ok*");
        const string query = "uuid=u%2d1&pending=0&value_coin=0.05&coin=btc";
        var signature = key.SignData(Encoding.UTF8.GetBytes($"https://shop.example/hook?{query}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var callback = SchemeRequest.Get(query).With("x-ca-signature", Convert.ToBase64String(signature));

        Assert.Equal(401, await stage.SendAsync(callback with { Query = query + "&x=1" }));
        Assert.Equal(401, await stage.SendAsync(callback with { Query = query.Replace("%2d", "%2D", StringComparison.Ordinal) }));
        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback));

        Assert.Equal("shop/u-1/0", Assert.Single(stage.Deliveries)["Callback-Key"]);
    }

    private static async Task<SchemeStage> StartAsync()
    {
        var stage = await SchemeStage.StartAsync(UnitPay);
        stage.Merchant.AnswerWith(200, """{"result":{"message":"taken"}}""", "application/json");
        return stage;
    }
}
