using System.Diagnostics;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Finds out why there is no connection. The client says so only to whoever tries to send something.</summary>
internal sealed class RedisReachability(Action<string>? onUnreachable)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _asked;
    private string _reason = "";

    /// <summary>In the words of a log: without host, key or password.</summary>
    public string Reason(IDatabaseAsync database)
    {
        lock (_lock)
        {
            // The client builds a long exception for each answer.
            if (_reason.Length > 0 && Stopwatch.GetElapsedTime(_asked) < Interval)
            {
                return _reason;
            }

            _asked = Stopwatch.GetTimestamp();

            // Between two attempts the client has less to say than it had: what it said before still holds, and before all that the
            // password was refused.
            var reason = _reason == RedisFailure.PasswordRefused ? _reason : Ask(database) ?? (_reason.Length > 0 ? _reason : "no answer yet");
            if (reason != _reason)
            {
                _reason = reason;
                onUnreachable?.Invoke(reason);
            }

            return reason;
        }
    }

    /// <summary>There is a connection: what ends it is news again.</summary>
    public void Restored()
    {
        lock (_lock)
        {
            _reason = "";
        }
    }

    private static string? Ask(IDatabaseAsync database)
    {
        try
        {
            // Without a connection it fails before anything is sent; otherwise nobody waits for it.
            var ping = database.PingAsync(CommandFlags.DemandMaster);
            ping.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return RedisFailure.ReasonOf(ping.IsFaulted ? ping.Exception : null);
        }
        catch (RedisException exception)
        {
            return RedisFailure.ReasonOf(exception);
        }
    }
}
