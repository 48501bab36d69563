using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Tests of what a gateway without a section <c>Logging</c> writes.</summary>
public sealed partial class DefaultLoggingTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_is_one_line_with_a_time()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        var lines = await SendAsync(gateway);

        Assert.Equal(3, lines.Length);
        Assert.All(lines, static line => Assert.Matches(Line(), line));
        Assert.All(lines, static line => Assert.InRange(line.Length, 1, 420));
        Assert.Contains(" info: EdgeGateway.Proxy.Telemetry.CallbackLog[1000 CallbackEnded] Callback of Cactus: SignatureRejected signature_mismatch: POST ", lines[0], StringComparison.Ordinal);
        Assert.Contains(" dbug: EdgeGateway.Proxy.Telemetry.CallbackLog[1000 CallbackEnded] Callback of Cactus: Delivered (", lines[1], StringComparison.Ordinal);
        Assert.Contains(" dbug: EdgeGateway.Proxy.Telemetry.CallbackLog[1000 CallbackEnded] Callback of Cactus: AlreadySettled (", lines[2], StringComparison.Ordinal);
        Assert.Empty(gateway.Process.Error);
    }

    [Fact]
    public async Task A_callback_is_one_JSON_object_with_a_time()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, ("Logging__Console__FormatterName", "json"));

        var lines = await SendAsync(gateway);

        Assert.Equal(["SignatureRejected", "Delivered", "AlreadySettled"], lines.Select(static line => JsonElement.Parse(line).GetProperty("State").GetProperty("Outcome").GetString()));
        Assert.All(lines, static line => Assert.True(DateTimeOffset.TryParseExact(
            JsonElement.Parse(line).GetProperty("Timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)));
        Assert.Matches(JsonLine(), lines[1]);
        Assert.InRange(lines[1].Length, 1, 1000);
        Assert.Equal(["Profile", "Outcome", "Reason", "Details", "Sender", "Duration", "VerifyDuration", "CallbackRequestId"], NamesOf(lines[0]));
        Assert.Equal(["Profile", "Key", "Outcome", "Sender", "Duration", "VerifyDuration", "ClaimDuration", "CallbackRequestId"], NamesOf(lines[2]));

        static IEnumerable<string> NamesOf(string line) => JsonElement.Parse(line).GetProperty("State").EnumerateObject().Select(static value => value.Name);
    }

    [Theory]
    [InlineData("Logging__LogLevel__Default")]
    [InlineData("Logging__LogLevel__EdgeGateway")]
    public async Task A_level_of_Warning_turns_the_lines_of_delivered_and_refused_callbacks_off(string level)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, (level, "Warning"));
        var callback = _cactus.Callback();

        using var delivered = await gateway.SendAsync(_cactus, callback, Token);
        using var refused = await gateway.SendAsync(_cactus, _cactus.Forged(callback), Token);
        merchant.AnswerWith(500);
        using var failed = await gateway.SendAsync(ReferenceProviders.Carouseller, ReferenceProviders.Carouseller.Callback(), Token);
        await gateway.Process.WaitForLineAsync("MerchantRefused");

        Assert.Single(gateway.Process.Output, static line => line.Contains("Callback of ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_an_outage_of_the_ledger_each_callback_is_one_line_and_the_first_has_the_stack_trace()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await new GatewayBuilder()
            .ForwardTo(merchant.Address)
            .WithFirstProviders()
            .UseRedis($"127.0.0.1:{LoopbackPort.Find()}")
            .Configure(static settings => settings.Remove("Logging"))
            .StartProcessAsync();

        for (var send = 0; send < 10; send++)
        {
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }

        await gateway.Process.WaitForLineAsync("repeat 9)");
        string[] lines = [.. gateway.Process.Output.Where(static line => line.Contains(" warn: EdgeGateway.Proxy.", StringComparison.Ordinal))];
        Assert.Equal(10, lines.Length);
        Assert.All(lines, static line => Assert.Contains(
            "[1000 CallbackEnded] Callback of Cactus: LedgerUnavailable (key ", line, StringComparison.Ordinal));
        Assert.Contains("   at EdgeGateway.Redis.", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), static line => Assert.DoesNotContain("   at ", line, StringComparison.Ordinal));
        Assert.All(lines.Skip(1), static line => Assert.InRange(line.Length, 1, 800));
    }

    [Fact]
    public async Task A_callback_that_the_merchant_cannot_be_sent_is_one_line_with_the_cause()
    {
        await using var gateway = await new GatewayBuilder()
            .ForwardTo(new Uri($"http://127.0.0.1:{LoopbackPort.Find()}/"))
            .WithFirstProviders()
            .Configure(static settings => settings.Remove("Logging"))
            .StartProcessAsync();

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await gateway.Process.WaitForLineAsync("Callback of ");

        var line = Assert.Single(gateway.Process.Output, static line => line.Contains(" warn: EdgeGateway.Proxy.", StringComparison.Ordinal));
        Assert.Contains("[1000 CallbackEnded] Callback of Cactus: MerchantUnreachable connection (key ", line, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http.HttpRequestException: Connection refused", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_has_no_warning()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        await gateway.Process.WaitForLineAsync("Application started.");

        Assert.DoesNotContain(gateway.Process.Output, static line => line.Contains("DataProtection", StringComparison.Ordinal));
        Assert.All(gateway.Process.Output, static line => Assert.Matches(Line(), line));
    }

    private static Task<ProcessGateway> StartAsync(TestMerchant merchant, params (string Name, string Value)[] environment) => new GatewayBuilder()
        .ForwardTo(merchant.Address)
        .WithFirstProviders()
        .Configure(static settings => settings.Remove("Logging"))
        .WithEnvironment(environment)
        .StartProcessAsync();

    /// <summary>The lines that three callbacks cause: a forged one with a long query, a genuine one, and the same again.</summary>
    private static async Task<string[]> SendAsync(ProcessGateway gateway)
    {
        // The last lines of the start, in any order.
        await Eventually.TrueAsync(() => Task.FromResult(Has("Content root path") && Has("LedgerOpened")), Token);
        var before = gateway.Process.Output.Count;
        var callback = _cactus.Callback();
        var forged = _cactus.Forged(callback);
        using var refused = await gateway.Client.SendAsync(
            TestGateway.Message(new Uri(gateway.Edge, $"{_cactus.Path}?note={new string('q', 7000)}").AbsoluteUri, forged.Body, forged), Token);
        using var delivered = await gateway.SendAsync(_cactus, callback, Token);
        using var duplicate = await gateway.SendAsync(_cactus, callback, Token);
        await gateway.Process.WaitForLineAsync("AlreadySettled");
        return [.. gateway.Process.Output.Skip(before)];

        bool Has(string text) => gateway.Process.Output.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^\{"Timestamp":"[^"]+","EventId":1000,"EventName":"CallbackEnded","LogLevel":"Debug","Category":"EdgeGateway\.Proxy\.Telemetry\.CallbackLog","Message":"Callback of Cactus: Delivered \([^"]+\)","TraceId":"[0-9a-f]{32}","SpanId":"[0-9a-f]{16}","State":\{"Profile":"Cactus","Key":"Cactus/21/905910/3","Attempt":1,"Outcome":"Delivered","Sender":"127\.0\.0\.1","MerchantStatus":200,"Duration":[0-9.]+,"VerifyDuration":[0-9.]+,"ClaimDuration":[0-9.]+,"MerchantDuration":[0-9.]+,"SettleDuration":[0-9.]+,"CallbackRequestId":"\w+:\d+"\}\}$""")]
    private static partial Regex JsonLine();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn): ")]
    private static partial Regex Line();
}
