using System.IO.Compression;
using System.Net;
using System.Text;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

public sealed class AcknowledgementTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly ReferenceProvider _carouseller = ReferenceProviders.Carouseller;
    private static readonly ReferenceProvider _tarlan = ReferenceProviders.TarlanAgws;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merchant_that_answers_500_gets_the_callback_again()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.AnswerWith(500, "broken");

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Equal("broken", await refused.Content.ReadAsStringAsync(Token));

        merchant.AnswerWith(200, "taken");
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal("taken", await delivered.Content.ReadAsStringAsync(Token));
        Assert.Equal(["1", "2"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }

    [Fact]
    public async Task Carouseller_is_acknowledged_by_code_0_and_by_nothing_else()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        string[] answers = ["""{"code":1}""", "OK", "", """{"code":0""", """[{"code":0}]""", """{"x":{"code":0}}""", """{"code":0}"""];

        foreach (var answer in answers)
        {
            merchant.AnswerWith(200, answer, "application/json");
            using var response = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(answer, await response.Content.ReadAsStringAsync(Token));
        }

        merchant.AnswerWith(200, "never asked");
        using var duplicate = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
        Assert.Equal("""{"code":0}""", await duplicate.Content.ReadAsStringAsync(Token));
        Assert.Equal("application/json", duplicate.Content.Headers.ContentType!.ToString());
        Assert.Equal(answers.Length, merchant.Deliveries.Count);
    }

    [Fact]
    public async Task A_rule_that_reads_the_answer_does_not_request_compression()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        foreach (var provider in new[] { _carouseller, _cactus })
        {
            var callback = provider.Callback();
            using var message = TestGateway.Message(provider.Path, callback.Body, callback);
            message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
            using var response = await gateway.Client.SendAsync(message, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Null(merchant.Deliveries[0]["Accept-Encoding"]);
        Assert.Equal("gzip", merchant.Deliveries[1]["Accept-Encoding"]);
    }

    /// <summary>The provider might decompress it and accept an acknowledgement that the gateway could not read.</summary>
    [Theory]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":1}""")]
    public async Task A_compressed_answer_that_was_not_requested_is_not_an_acknowledgement_and_the_provider_gets_503(string answer)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionMode.Compress);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(answer));
        };

        using var refused = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Empty(refused.Content.Headers.ContentEncoding);

        merchant.AnswerWith(200, """{"code":0}""", "application/json");
        using var delivered = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal(["1", "2"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }

    [Fact]
    public async Task Tarlan_is_acknowledged_by_exactly_200()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        foreach (var status in new[] { 204, 201, 200 })
        {
            merchant.AnswerWith(status);
            using var response = await gateway.SendAsync(_tarlan, _tarlan.Callback(), Token);
            Assert.Equal(status, (int)response.StatusCode);
        }

        using var duplicate = await gateway.SendAsync(_tarlan, _tarlan.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, duplicate.StatusCode);
        Assert.Equal(3, merchant.Deliveries.Count);
    }

    [Fact]
    public async Task A_refusal_with_a_success_status_is_not_answered_with_success()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant, """{"Acknowledgement":{"Status":"2xx","JsonField":"taken","Equals":"yes"}}""");
        merchant.AnswerWith(200, """{"taken":"no"}""", "application/json");

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        merchant.AnswerWith(200, """{"taken":"yes"}""", "application/json");
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal(2, merchant.Deliveries.Count);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_to_record_is_passed_on_and_duplicates_get_a_short_one()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var answer = $$"""{"code":0,"text":"{{new string('x', RecordedAcknowledgement.MaxBodyBytes)}}"}""";
        merchant.AnswerWith(200, answer, "application/json");

        using var delivered = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);
        using var duplicate = await gateway.SendAsync(_carouseller, _carouseller.Callback(), Token);

        Assert.Equal(answer, await delivered.Content.ReadAsStringAsync(Token));
        Assert.Equal("""{"code":0}""", await duplicate.Content.ReadAsStringAsync(Token));
        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData("X-Name: caf\u00c3\u00a9", "X-Name")]
    [InlineData("X-Name: a\u0001b", null)]
    [InlineData("Content-Type: text/html\u007f", null)]
    [InlineData("Content-Type: text/\u0001html", null)]
    [InlineData("Content-Type: text/html; x=\u00e9", "Content-Type")]
    public async Task A_header_that_cannot_be_passed_on_does_not_lose_the_acknowledgement(string header, string? passedOn)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWithOctets($"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await TestGateway.StartAsync(merchant);

        for (var send = 0; send < 2; send++)
        {
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("ok", await response.Content.ReadAsStringAsync(Token));
            if (send == 0 && passedOn is not null)
            {
                var passed = response.Headers.NonValidated.TryGetValues(passedOn, out var values)
                    ? values
                    : response.Content.Headers.NonValidated[passedOn];
                Assert.Equal(header[(passedOn.Length + 2)..], passed.ToString());
            }
        }

        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    public async Task A_body_with_a_status_that_allows_none_is_left_out(int status)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWithOctets($"HTTP/1.1 {status} Odd\r\nContent-Length: 5\r\n\r\nhello");
        await using var gateway = await TestGateway.StartAsync(merchant);

        for (var send = 0; send < 2; send++)
        {
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("", await response.Content.ReadAsStringAsync(Token));
        }

        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_settlement_that_is_lost_does_not_withhold_the_acknowledgement(bool hangs)
    {
        var ledger = new ScriptedLedger { BeforeSettle = hangs ? ScriptedLedger.Hang : ScriptedLedger.Down };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        // Ledger:Timeout is one second here. Without it, the gateway would wait for the ledger until the test times out.
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal("""{"code":0,"result":"ok"}""", await delivered.Content.ReadAsStringAsync(Token));
        Assert.Contains(gateway.Logs.All, static line => line is { Level: LogLevel.Error, Event: "SettlementLost" });

        // The claim is held until its lease ends.
        using var repeated = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, repeated.StatusCode);
        Assert.InRange(repeated.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 45);
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task The_provider_receives_the_acknowledgement_only_after_it_is_recorded()
    {
        var settling = new TaskCompletionSource();
        var settled = new TaskCompletionSource();
        var ledger = new ScriptedLedger
        {
            BeforeSettle = _ =>
            {
                settling.SetResult();
                return settled.Task;
            },
        };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        var callback = _cactus.Callback();
        var answer = gateway.Client.SendAsync(
            TestGateway.Message(_cactus.Path, callback.Body), HttpCompletionOption.ResponseHeadersRead, Token);
        await settling.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.False(answer.IsCompleted);

        settled.SetResult();
        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
