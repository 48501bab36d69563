using System.Diagnostics;

namespace EdgeGateway.Testing;

/// <summary>Waits for the effect of another process or thread, with a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Repeats <paramref name="condition"/> until it is true.</summary>
    /// <exception cref="TimeoutException">The condition did not become true in time.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);

        for (var started = Stopwatch.GetTimestamp(); !await condition();)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"Did not happen within {Limit.TotalSeconds:0} s.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Repeats <paramref name="action"/> while it throws <typeparamref name="TException"/>.</summary>
    public static Task SucceedsAsync<TException>(Func<Task> action, CancellationToken cancellationToken)
        where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(action);

        return TrueAsync(
            async () =>
            {
                try
                {
                    await action();
                    return true;
                }
                catch (TException)
                {
                    return false;
                }
            },
            cancellationToken);
    }
}
