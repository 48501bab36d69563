using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Logging;

/// <summary>The exact lines of the format <c>json</c>, on which operators' pipelines depend.</summary>
public sealed class JsonLogFormatterTests
{
    private static readonly EventId _event = new(1700, "SettlementLost");

    [Fact]
    public void Line_HasTheEventsNameAndTheTrace()
    {
        using var stage = new FormatterStage("json");
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal(
            $$$"""{"Timestamp":"2026-01-02T03:04:05.678Z","EventId":1700,"EventName":"SettlementLost","LogLevel":"Error","Category":"Tests.Category","Message":"It's \"lost\": +1 é","TraceId":"{{{activity.TraceId}}}","SpanId":"{{{activity.SpanId}}}","State":{"Key":"cactus/1","Attempt":2,"Duration":1.5,"IsLast":true,"Time":"00:00:01","Nothing":null}}""",
            stage.Write(
                LogLevel.Error, _event, "It's \"lost\": +1 é", exception: null,
                new("Key", "cactus/1"), new("Attempt", 2), new("Duration", 1.5), new("IsLast", true), new("Time", TimeSpan.FromSeconds(1)), new("Nothing", null), new("{OriginalFormat}", "not repeated")));
    }

    [Fact]
    public void Line_OutsideOfARequest_HasNoTrace()
    {
        using var stage = new FormatterStage("json");

        Assert.Equal(
            """{"Timestamp":"2026-01-02T03:04:05.678Z","EventId":14,"LogLevel":"Information","Category":"Tests.Category","Message":"two\nlines","State":{}}""",
            stage.Write(LogLevel.Information, 14, "two\nlines"));
    }

    [Fact]
    public void Exceptions_OfOneCause_HaveOneStackTraceInAMinute()
    {
        using var stage = new FormatterStage("json");

        var first = Write();
        Assert.Contains(" at EdgeGateway.Tests.", first.GetProperty("Exception").GetString(), StringComparison.Ordinal);
        Assert.False(first.TryGetProperty("ExceptionRepeats", out _));
        for (var repeat = 1; repeat < 4; repeat++)
        {
            var line = Write();
            Assert.Equal("System.InvalidOperationException: The file cannot be written. ---> System.IO.IOException: disk full", line.GetProperty("Exception").GetString());
            Assert.Equal(repeat, line.GetProperty("ExceptionRepeats").GetInt32());
        }

        stage.Time.Advance(TimeSpan.FromMinutes(1));
        var next = Write();
        Assert.Contains(" at EdgeGateway.Tests.", next.GetProperty("Exception").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, next.GetProperty("ExceptionRepeats").GetInt32());

        JsonElement Write() => JsonElement.Parse(stage.Write(LogLevel.Error, _event, "Lost.", Thrown.Exception()));
    }

    [Fact]
    public void Options_OfTheFramework_Apply()
    {
        using var stage = new FormatterStage("json", ("IncludeScopes", "true"), ("JsonWriterOptions:Indented", "true"), ("TimestampFormat", "yyyy"));
        using var outer = stage.BeginScope("outer");
        using var inner = stage.BeginScope(new Dictionary<string, object?> { ["RequestId"] = "0HN:1" });

        var line = stage.Write(LogLevel.Information, 1, "Text.");

        Assert.Contains("\n  \"Timestamp\": \"2026\",", line, StringComparison.Ordinal);
        var scopes = JsonElement.Parse(line).GetProperty("Scopes");
        Assert.Equal("outer", scopes[0].GetString());
        Assert.Equal("0HN:1", scopes[1].GetProperty("RequestId").GetString());
    }
}
