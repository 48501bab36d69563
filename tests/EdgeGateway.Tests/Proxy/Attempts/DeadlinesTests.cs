using System.Diagnostics;
using EdgeGateway.Proxy.Attempts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Attempts;

public sealed class DeadlinesTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Deadlines _deadlines;

    public DeadlinesTests() =>
        _deadlines = new Deadlines(_lifetime, Options.Create(new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(1) }));

    public void Dispose() => _deadlines.Dispose();

    [Fact]
    public void After_TheSameMoment_IsShared()
    {
        // The second of a pair may be in the next time slot, but not in all pairs.
        var timeout = TimeSpan.FromMinutes(5);

        Assert.Contains(Enumerable.Range(0, 100), _ => _deadlines.After(timeout) == _deadlines.After(timeout));
    }

    [Fact]
    public void After_OtherTimeouts_AreNotShared() =>
        Assert.NotEqual(_deadlines.After(TimeSpan.FromMinutes(5)), _deadlines.After(TimeSpan.FromMinutes(6)));

    [Fact]
    public async Task After_BegunOneAfterTheOther_NoneIsEarly()
    {
        var timeout = TimeSpan.FromMilliseconds(640);
        List<(CancellationToken Token, Task<TimeSpan> Passed)> limits = [];
        for (var i = 0; i < 50; i++)
        {
            Thread.SpinWait(20_000);
            var started = Stopwatch.GetTimestamp();
            var passed = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            var limit = _deadlines.After(timeout);
            limit.UnsafeRegister(_ => passed.TrySetResult(Stopwatch.GetElapsedTime(started)), null);
            limits.Add((limit, passed.Task));
        }

        var elapsed = await Task.WhenAll(limits.Select(static limit => limit.Passed)).WaitAsync(_limit, TestContext.Current.CancellationToken);

        // Timers count in milliseconds, and may round down.
        Assert.All(elapsed, time => Assert.InRange(time, timeout - TimeSpan.FromMilliseconds(2), _limit));
        Assert.InRange(limits.DistinctBy(static limit => limit.Token).Count(), 1, limits.Count - 1);
    }

    [Fact]
    public async Task After_HostStops_IsCutShort()
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = _deadlines.After(TimeSpan.FromHours(1)).UnsafeRegister(_ => cancelled.TrySetResult(), null);

        _lifetime.StopApplication();

        await cancelled.Task.WaitAsync(_limit, TestContext.Current.CancellationToken);
    }
}
