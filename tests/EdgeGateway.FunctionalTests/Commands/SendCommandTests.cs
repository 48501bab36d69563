using System.Text.Json.Nodes;
using EdgeGateway.Requests;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class SendCommandTests(SendStage stage) : IClassFixture<SendStage>
{
    private static readonly string[] _everything =
        ["--count", "4", "--concurrent", "4", "--duplicates", "50%", "--reorder", "--tamper", "--expired", "--hang-up", "--speed", "6000", "--attempts", "20", "--output", "json"];

    /// <summary>The schemes in which the sender only shows that it knows the secret: no change is detected.</summary>
    private static readonly string[] _unsigned = ["chargebee", "flutterwave", "gitlab", "payme", "xendit"];

    /// <summary>Those that check a signed time.</summary>
    private static readonly string[] _timed = ["CryptoCloud", "paddle", "slack", "standardwebhooks", "stripe", "svix"];

    public static TheoryData<string> Schemes => [.. SampleRequests.Names];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Send_EverythingThatCanGoWrong_EndsAsItShould(string scheme)
    {
        var run = await CommandRun.InvokeAsync(["send", .. stage.OptionsOf(scheme), "--to", $"{stage.UrlOf(scheme)}", .. _everything]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var lines = JsonNode.Parse(run.Output)!["lines"]!.AsArray().ToDictionary(static line => line!["kind"]!.GetValue<string>(), static line => line!.AsObject());
        Assert.Equal(4, lines["hungUp"]["asExpected"]!.GetValue<int>());
        Assert.Equal(2, lines["duplicate"]["asExpected"]!.GetValue<int>());
        Assert.Equal(_unsigned.Contains(scheme) ? 0 : 4, lines["tampered"]["asExpected"]!.GetValue<int>());
        Assert.Equal(_timed.Contains(scheme) ? 4 : 0, lines["expired"]["asExpected"]!.GetValue<int>());
        Assert.Equal(_timed.Contains(scheme) ? 0 : 4, lines["expired"]["skipped"]!.GetValue<int>());
    }

    [Fact]
    public async Task Send_Text_SaysWhatTheProviderSaw()
    {
        var before = stage.Merchant.Deliveries.Count;

        var run = await CommandRun.InvokeAsync(["send", .. stage.OptionsOf("stripe"), "--to", $"{stage.UrlOf("stripe")}", "--count", "3", "--duplicates", "100%", "--tamper"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, stage.Merchant.Deliveries.Count - before);
        Assert.Contains("genuine    3 of 3 acknowledged", run.OutputLines);
        Assert.Contains("duplicates 3 of 3 acknowledged", run.OutputLines);
        Assert.Contains("tampered   3 of 3 refused", run.OutputLines);
        Assert.Contains("answers    6 × 200, 3 × 401", run.OutputLines);
        Assert.Equal("everything as it should be", run.OutputLines.Last());
    }

    [Fact]
    public async Task Send_AnswerThatDoesNotAcknowledge_IsRetriedAndFails()
    {
        var run = await CommandRun.InvokeAsync(
            ["send", .. stage.OptionsOf("stripe"), "--to", $"{new Uri(stage.UrlOf("stripe"), "/nowhere")}", "--count", "1", "--attempts", "3", "--speed", "60000"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("genuine    0 of 1 acknowledged", run.OutputLines);
        Assert.Contains("answers    3 × 404", run.OutputLines);
        Assert.Contains(run.OutputLines, static line => line.StartsWith("WRONG      genuine, event 0, attempt 3: 404", StringComparison.Ordinal));
        Assert.Contains("/nowhere answered 404 to every request", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_SaysSo()
    {
        var run = await CommandRun.InvokeAsync(["send", .. stage.OptionsOf("stripe"), "--to", "http://127.0.0.1:1/", "--count", "1", "--attempts", "1"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refused", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BodyWithoutPlaceholder_IsOneEvent()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, """{"id":"evt_always_the_same"}""", TestContext.Current.CancellationToken);
        var before = stage.Merchant.Deliveries.Count;

        var run = await CommandRun.InvokeAsync(["send", .. stage.OptionsOf("stripe"), "--to", $"{stage.UrlOf("stripe")}", "--count", "3", file]);
        File.Delete(file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("all requests are the same event", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, stage.Merchant.Deliveries.Count - before);
    }

    [Theory]
    [InlineData("--count", "0")]
    [InlineData("--concurrent", "1001")]
    [InlineData("--duplicates", "half")]
    [InlineData("--speed", "0")]
    [InlineData("--to", "nowhere")]
    public async Task Send_OptionThatCannotWork_IsRefused(string option, string value)
    {
        string[] url = option == "--to" ? [] : ["--to", "http://127.0.0.1:1/"];

        Assert.Equal(2, (await CommandRun.InvokeAsync(["send", "--scheme", "stripe", "--secret-env", "PATH", .. url, option, value])).ExitCode);
    }
}
