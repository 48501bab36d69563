using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Turns the client's exceptions into ours. Their messages name keys, endpoints and commands, so only a kind is taken over
/// from them, and they do not become inner exceptions: those would be logged.
/// </summary>
internal static class RedisFailure
{
    /// <summary>What is said until there is a connection.</summary>
    public const string PasswordRefused = "it refused the password, or asked for one";

    private const string ForeignRecord =
        "The record in Redis was written by another version of the gateway, or not by a gateway; it is left as it is. See \"Upgrade and roll back\" in docs/operations.md";

    /// <summary>Null for what is not the server's or the connection's fault.</summary>
    public static LedgerUnavailableException? From(Exception exception) => exception switch
    {
        RedisServerException server when IsOfAnotherType(server) => Foreign(),
        RedisServerException server => Because($"Redis answered {CodeOf(server.Message)}"),
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection } => NeverSent("Redis is not connected"),
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

    /// <summary>The same for a command that the client never took.</summary>
    public static LedgerUnavailableException NeverSent(string reason) => new($"{reason}.", innerException: null) { WasNeverSent = true };

    /// <summary>For a record that another version of the program wrote.</summary>
    public static LedgerUnavailableException Foreign() => Because(ForeignRecord);

    /// <summary>The server has lost its scripts, and so has done nothing.</summary>
    public static bool IsScriptMissing(RedisServerException exception) => exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>The server is older than Redis 7: it could not read the command or the script, and so has done nothing.</summary>
    public static bool IsSyntaxUnknown(RedisServerException exception) =>
        exception.Message.StartsWith("ERR syntax error", StringComparison.Ordinal)
        || exception.Message.StartsWith("ERR Error compiling script", StringComparison.Ordinal);

    /// <summary>The server has no memory left for a command that may take some.</summary>
    public static bool IsFull(RedisServerException exception) => exception.Message.StartsWith("OOM", StringComparison.Ordinal);

    /// <summary>Why the client has no connection; null where it does not say.</summary>
    public static string? ReasonOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            switch (exception)
            {
                case RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }:
                    return PasswordRefused;
                case RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection }:
                    continue;
                case RedisConnectionException { FailureType: var type }:
                    return $"{type}";
            }
        }

        return null;
    }

    /// <summary>Older servers put a script's own error behind a text of theirs.</summary>
    private static bool IsOfAnotherType(RedisServerException exception) => exception.Message.Contains("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>The first word of an error is its code (<c>READONLY</c>, <c>OOM</c>, <c>LOADING</c>, …).</summary>
    private static string CodeOf(string message)
    {
        var length = message.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return length == 0 ? "an error" : length < 0 ? message : message[..length];
    }
}
