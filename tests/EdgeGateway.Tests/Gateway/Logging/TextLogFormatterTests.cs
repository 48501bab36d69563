using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Logging;

/// <summary>The exact lines of the format <c>simple</c>, on which operators' searches depend.</summary>
public sealed class TextLogFormatterTests
{
    [Theory]
    [InlineData(LogLevel.Trace, "trce")]
    [InlineData(LogLevel.Debug, "dbug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "fail")]
    [InlineData(LogLevel.Critical, "crit")]
    public void Line_HasTimeLevelCategoryEventAndMessage(LogLevel level, string name)
    {
        using var stage = new FormatterStage("simple");

        Assert.Equal(
            $"2026-01-02T03:04:05.678Z {name}: Tests.Category[1700 SettlementLost] It is lost.",
            stage.Write(level, new EventId(1700, "SettlementLost"), "It is lost."));
    }

    [Fact]
    public void Line_OfAnEventWithoutAName_HasItsId()
    {
        using var stage = new FormatterStage("simple");

        Assert.Equal("2026-01-02T03:04:05.678Z info: Tests.Category[14] Now listening.", stage.Write(LogLevel.Information, 14, "Now listening."));
    }

    [Fact]
    public void Line_OfAMessageWithControlCharacters_IsOneLineWithoutThem()
    {
        using var stage = new FormatterStage("simple");

        Assert.Equal(
            "2026-01-02T03:04:05.678Z info: Tests.Category[1] a b  c [31m d e é",
            stage.Write(LogLevel.Information, 1, "a\r\nb\n\nc\e[31m\u0085d\u2028e é"));
    }

    [Fact]
    public void Exceptions_OfOneCause_HaveOneStackTraceInAMinute()
    {
        using var stage = new FormatterStage("simple");
        var name = new EventId(1501, "ForwardedUnclaimed");
        const string line = "2026-01-02T03:04:05.678Z warn: Tests.Category[1501 ForwardedUnclaimed] No answer. ";
        const string summary = $"{line}System.InvalidOperationException: The file cannot be written. ---> System.IO.IOException: disk full";

        var whole = stage.Write(LogLevel.Warning, name, "No answer.", Thrown.Exception());
        Assert.StartsWith($"{line}System.InvalidOperationException: The file cannot be written.  ---> System.IO.IOException: disk full    --- End of inner exception stack trace ---    at EdgeGateway.Tests.", whole, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', whole);
        Assert.Equal($"{summary} (without its stack trace; repeat 1)", stage.Write(LogLevel.Warning, name, "No answer.", Thrown.Exception()));
        Assert.Equal($"{summary} (without its stack trace; repeat 2)", stage.Write(LogLevel.Warning, name, "No answer.", Thrown.Exception()));

        stage.Time.Advance(TimeSpan.FromMinutes(1));
        whole = stage.Write(LogLevel.Warning, name, "No answer.", Thrown.Exception());
        Assert.Contains(" at EdgeGateway.Tests.", whole, StringComparison.Ordinal);
        Assert.EndsWith(" (after 2 without their stack trace)", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfTheFramework_Apply()
    {
        using var stage = new FormatterStage("simple", ("SingleLine", "false"), ("IncludeScopes", "true"), ("TimestampFormat", "HH:mm "), ("UseUtcTimestamp", "true"), ("ColorBehavior", "Enabled"));
        using var scope = stage.BeginScope("scope 1");

        Assert.Equal(
            $"03:04 \e[32minfo\e[39m\e[22m: Tests.Category[1 Named] => scope 1{Environment.NewLine}      first{Environment.NewLine}      second",
            stage.Write(LogLevel.Information, new EventId(1, "Named"), "first\nsecond"));
    }
}
