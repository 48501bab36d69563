using System.Net.Sockets;
using EdgeGateway.Logging;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Logging;

public sealed class StackTraceLimitTests
{
    private readonly TestTimeProvider _time = new();

    [Fact]
    public void Next_OtherCauses_AreWholeEach()
    {
        var limit = new StackTraceLimit(_time);
        var refused = Thrown.Exception(new SocketException((int)SocketError.ConnectionRefused));

        Assert.True(limit.Next("a", 1, refused).IsWhole);
        Assert.True(limit.Next("b", 1, refused).IsWhole);
        Assert.True(limit.Next("a", 2, refused).IsWhole);
        Assert.True(limit.Next("a", 1, Thrown.Exception(new SocketException((int)SocketError.HostUnreachable))).IsWhole);
        Assert.True(limit.Next("a", 1, Thrown.Exception(new IOException("full"))).IsWhole);
        Assert.True(limit.Next("a", 1, new SocketException((int)SocketError.ConnectionRefused)).IsWhole);
        Assert.False(limit.Next("a", 1, refused).IsWhole);
    }

    /// <summary>A client's messages count and name what was under way, so that each differs.</summary>
    [Fact]
    public void Next_OtherMessages_AreTheSameCause()
    {
        var limit = new StackTraceLimit(_time);

        Assert.True(limit.Next("a", 1, new TimeoutException("1 under way")).IsWhole);
        var second = limit.Next("a", 1, new TimeoutException("2 under way"));

        Assert.Equal((false, 1, "System.TimeoutException: 2 under way"), (second.IsWhole, second.Repeats, second.Text));
    }

    [Fact]
    public void Next_LongMessage_IsClippedInRepeats()
    {
        var limit = new StackTraceLimit(_time);
        var exception = new TimeoutException(new string('x', 10_000));

        Assert.Contains(exception.Message, limit.Next("a", 1, exception).Text, StringComparison.Ordinal);
        Assert.Equal($"System.TimeoutException: {new string('x', 256)}…", limit.Next("a", 1, exception).Text);
    }

    [Fact]
    public void Next_FromManyThreads_IsWholeOnceAndCountsTheOthers()
    {
        var limit = new StackTraceLimit(_time);
        var exception = Thrown.Exception();
        var wholes = 0;

        Parallel.For(0, 1000, _ => Interlocked.Add(ref wholes, limit.Next("a", 1, exception).IsWhole ? 1 : 0));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, wholes);
        Assert.Equal(new LoggedException(exception, IsWhole: true, 999), limit.Next("a", 1, exception));
    }
}
