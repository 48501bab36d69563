using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Turns the client's exceptions into ours. Their messages name keys, endpoints and commands, so only a kind is taken over
/// from them, and they do not become inner exceptions: those would be logged.
/// </summary>
internal static class RedisFailure
{
    /// <summary>Null for what is not the server's or the connection's fault.</summary>
    public static LedgerUnavailableException? From(Exception exception) => exception switch
    {
        RedisServerException server => Because($"Redis answered {CodeOf(server.Message)}"),
        RedisConnectionException connection => Because($"The connection to Redis failed: {connection.FailureType}"),
        TimeoutException => Because("Redis did not answer in time"),
        RedisException or RedisCommandException => Because("The Redis client refused"),
        ObjectDisposedException => Because("The connection to Redis is closed"),
        // The client cancels what was under way when it closes; the caller's own token is looked at before.
        OperationCanceledException => Because("The connection to Redis was closed"),
        _ => null,
    };

    /// <summary>With a message that names no key and no endpoint.</summary>
    public static LedgerUnavailableException Because(string reason) => new($"{reason}.", innerException: null);

    /// <summary>The first word of an error is its code (<c>READONLY</c>, <c>OOM</c>, <c>LOADING</c>, …).</summary>
    private static string CodeOf(string message)
    {
        var length = message.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return length == 0 ? "an error" : length < 0 ? message : message[..length];
    }
}
