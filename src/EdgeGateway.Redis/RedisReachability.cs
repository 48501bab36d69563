using System.Diagnostics;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Finds out why there is no connection. The client reports the reason only when a command is sent.</summary>
internal sealed class RedisReachability(Action<string>? onUnreachable)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _asked;
    private string _reason = "";

    /// <summary>The reason in words for a log, without host, key or password.</summary>
    public string Reason(IDatabaseAsync database)
    {
        lock (_lock)
        {
            // Limited, because the client builds a long exception for each answer.
            if (_reason.Length > 0 && Stopwatch.GetElapsedTime(_asked) < Interval)
            {
                return _reason;
            }

            return Learn(database);
        }
    }

    /// <summary>
    /// Asks a client that is new. Clients can lose the reason of their first failed attempt and do not report that of later ones, so a new
    /// client may know more.
    /// </summary>
    public void AskNewClient(IDatabaseAsync database)
    {
        lock (_lock)
        {
            Learn(database);
        }
    }

    /// <summary>Records that there is a connection, so that the next failure is reported again.</summary>
    public void Restored()
    {
        lock (_lock)
        {
            _reason = "";
        }
    }

    /// <summary>Must be called within the lock.</summary>
    private string Learn(IDatabaseAsync database)
    {
        _asked = Stopwatch.GetTimestamp();

        // Between two attempts the client reports less detail, so the previous reason is kept; a refused password takes precedence.
        var reason = _reason == RedisFailure.PasswordRefused ? _reason : Ask(database) ?? (_reason.Length > 0 ? _reason : "no answer yet");
        if (reason != _reason)
        {
            _reason = reason;
            onUnreachable?.Invoke(reason);
        }

        return reason;
    }

    private static string? Ask(IDatabaseAsync database)
    {
        try
        {
            // Without a connection this fails before anything is sent; otherwise the reply is ignored.
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
