using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Tests of the line that each callback has in the log.</summary>
public sealed class CallbackLogTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly ReferenceProvider _carouseller = ReferenceProviders.Carouseller;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_line_of_a_rejected_signature_says_what_the_request_claims()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var forged = _cactus.Forged(_cactus.Callback());

        using var response = await gateway.SendAsync(_cactus, forged, Token);

        var line = Assert.Single(await LinesAsync(gateway, 1));
        Assert.Contains(
            $"SignatureRejected signature_mismatch: POST /callbacks/cactus, application/json; charset=utf-8, {forged.Body.Length} bytes; unverified: ",
            line,
            StringComparison.Ordinal);
        Assert.Contains("invoice_id=\"905910\", status=\"3\"", line, StringComparison.Ordinal);
        Assert.Matches(@"status=""3"" \(\d+\.\d ms: verify \d+\.\d\d; from 127\.0\.0\.1, request \w+:\d+\)$", line);
        Assert.DoesNotContain("signature=", line, StringComparison.Ordinal);
        Assert.DoesNotContain("999999", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"invoice_id":905910,"amount":1,"amount":2}""", "Malformed duplicate_name: field \"amount\", POST ")]
    [InlineData("""{"invoice_id":905910,"description":"1;status:4"}""", "Malformed ambiguous_value: field \"description\", POST ")]
    public async Task The_line_of_an_ambiguous_body_names_the_field(string body, string expected)
    {
        await using var gateway = await TestGateway.StartAsync(null);

        using var response = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, body), Token);

        var line = Assert.Single(await LinesAsync(gateway, 1));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains("unverified: invoice_id=\"905910\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_a_shadowed_field_names_it()
    {
        await using var gateway = await TestGateway.StartAsync(null);
        var callback = _cactus.Callback();

        using var response = await gateway.Client.SendAsync(TestGateway.Message($"{_cactus.Path}?x=1&STATUS[]=4", callback.Body, callback), Token);

        Assert.Contains("Malformed query_shadows_field: field \"STATUS[]\", POST ", Assert.Single(await LinesAsync(gateway, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_a_hostile_request_is_short_and_has_no_control_characters()
    {
        await using var gateway = await TestGateway.StartAsync(null);
        var body = $$"""{"invoice_id":"1\r\nCallback of Cactus: Delivered{{new string('x', 20_000)}}","status":"\u202e"}""";
        using var message = TestGateway.Message($"{_cactus.Path}?a={new string('q', 7000)}", body);

        using var response = await gateway.Client.SendAsync(message, Token);

        var line = Assert.Single(await LinesAsync(gateway, 1));
        Assert.Contains("invoice_id=\"1\\u000d\\u000aCallback of", line, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"[\p{Cc}\p{Cf}]"), line);
        Assert.DoesNotContain("qqq", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 800);
    }

    [Fact]
    public async Task The_line_of_a_request_whose_body_was_not_read_says_the_rest()
    {
        await using var gateway = await TestGateway.StartAsync(null);

        using var media = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, "invoice", mediaType: "text/plain"), Token);
        using var large = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, new string(' ', 100_000)), Token);

        var lines = await LinesAsync(gateway, 2);
        Assert.Contains("UnsupportedMedia: POST /callbacks/cactus, text/plain; charset=utf-8, 7 bytes (", lines[0], StringComparison.Ordinal);
        Assert.Contains("BodyTooLarge: POST /callbacks/cactus, application/json; charset=utf-8, 100000 bytes (", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_a_refusal_says_what_was_expected_of_the_merchant_and_what_came()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.AnswerWith(200, "OK");
        using var text = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
        merchant.AnswerWith(500, "broken");
        using var status = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);

        var lines = await LinesAsync(gateway, 2);
        Assert.Contains("MerchantRefused: expected code=0, got \"OK\" (key Carouseller/", lines[0], StringComparison.Ordinal);
        Assert.Contains("MerchantRefused: expected status 2xx, got 500 (key Carouseller/", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_a_delivered_callback_has_each_room_and_the_sender()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Matches(
            @"^Callback of Cactus: Delivered \(key Cactus/21/905910/3, attempt 1, merchant's status 200, \d+\.\d ms: verify \d+\.\d\d, claim \d+\.\d, merchant \d+\.\d, settle \d+\.\d; from 127\.0\.0\.1, request \w+:\d+\)$",
            Assert.Single(await LinesAsync(gateway, 1)));
    }

    /// <summary>A duplicate is not let through, so there is neither an attempt nor an answer of the merchant.</summary>
    [Fact]
    public async Task The_line_of_a_duplicate_leaves_out_what_does_not_exist()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var first = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var duplicate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Matches(
            @"^Callback of Cactus: AlreadySettled \(key Cactus/21/905910/3, \d+\.\d ms: verify \d+\.\d\d, claim \d+\.\d; from 127\.0\.0\.1, request \w+:\d+\)$",
            (await LinesAsync(gateway, 2))[1]);
    }

    [Fact]
    public async Task The_line_has_the_sender_that_a_trusted_proxy_names()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, inbound: """{"TrustedProxies":["127.0.0.0/8"]}""");
        using var message = TestGateway.Message(_cactus.Path, _cactus.Callback().Body);
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.7");

        using var response = await gateway.Client.SendAsync(message, Token);

        Assert.Contains("; from 192.0.2.7, request ", Assert.Single(await LinesAsync(gateway, 1)), StringComparison.Ordinal);
    }

    /// <summary>The lines, once there are so many: a line is written after the answer was sent.</summary>
    private static async Task<string[]> LinesAsync(TestGateway gateway, int count)
    {
        await Eventually.TrueAsync(() => Task.FromResult(LinesOf(gateway).Length >= count), Token);
        return LinesOf(gateway);
    }

    private static string[] LinesOf(TestGateway gateway) =>
        [.. gateway.Logs.All.Where(static line => line.Event == "CallbackEnded").Select(static line => line.Text.TrimEnd())];
}
