using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Converts the client's exceptions. Their messages contain keys, endpoints and commands, so only their kind is used, and they are not kept
/// as inner exceptions, which would be logged.
/// </summary>
internal static class RedisFailure
{
    /// <summary>The reason reported until there is a connection.</summary>
    public const string PasswordRefused = "it refused the password, or asked for one";

    private const string ForeignRecord =
        "The record in Redis was written by another version of the gateway, or not by a gateway; it is left as it is. See \"Upgrade and roll back\" in docs/operations.md";

    /// <summary>Converts an exception; null if neither the server nor the connection caused it.</summary>
    public static LedgerUnavailableException? From(Exception exception) => exception switch
    {
        RedisServerException server when IsOfAnotherType(server) => Foreign(),
        RedisServerException server when IsNodeUnreached(server) => NeverSent("Redis is not connected: a node of the cluster is not reached"),
        RedisServerException server => Because($"Redis answered {CodeOf(server.Message)}"),
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection } => NeverSent("Redis is not connected"),
        RedisConnectionException connection => Because($"The connection to Redis failed: {connection.FailureType}"),
        TimeoutException => Because("Redis did not answer in time"),
        RedisException or RedisCommandException => Because("The Redis client refused"),
        ObjectDisposedException => Because("The connection to Redis is closed"),
        // The client cancels pending calls when it closes. The caller's own token was checked before.
        OperationCanceledException => Because("The connection to Redis was closed"),
        _ => null,
    };

    /// <summary>Creates an exception whose message names no key and no endpoint.</summary>
    public static LedgerUnavailableException Because(string reason) => new($"{reason}.", innerException: null);

    /// <summary>The same for a command that was never sent.</summary>
    public static LedgerUnavailableException NeverSent(string reason) => new($"{reason}.", innerException: null) { WasNeverSent = true };

    /// <summary>For a record that another version of the program wrote.</summary>
    public static LedgerUnavailableException Foreign() => Because(ForeignRecord);

    /// <summary>Whether the server does not have the script; then nothing was executed.</summary>
    public static bool IsScriptMissing(RedisServerException exception) => exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>Whether the server is older than Redis 7 and rejected the command or script; then nothing was executed.</summary>
    public static bool IsSyntaxUnknown(RedisServerException exception) =>
        exception.Message.StartsWith("ERR syntax error", StringComparison.Ordinal)
        || exception.Message.StartsWith("ERR Error compiling script", StringComparison.Ordinal);

    /// <summary>
    /// Whether the key is on a node of the cluster that the client does not reach. The client reports it as the server's answer; nothing was
    /// executed.
    /// </summary>
    public static bool IsNodeUnreached(RedisServerException exception) => exception.Message.StartsWith("Endpoint ", StringComparison.Ordinal);

    /// <summary>Whether the server is out of memory for commands that may need some.</summary>
    public static bool IsFull(RedisServerException exception) => exception.Message.StartsWith("OOM", StringComparison.Ordinal);

    /// <summary>Whether the key is not a string. Older servers prefix a script's error with their own text.</summary>
    public static bool IsOfAnotherType(RedisServerException exception) => exception.Message.Contains("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>Why the client has no connection; null if unknown.</summary>
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

    /// <summary>The first word of an error is its code (<c>READONLY</c>, <c>OOM</c>, <c>LOADING</c>, …).</summary>
    private static string CodeOf(string message)
    {
        var length = message.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return length == 0 ? "an error" : length < 0 ? message : message[..length];
    }
}
