namespace EdgeGateway.Redis;

/// <summary>Options of the Redis ledger.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>
    /// In StackExchange.Redis' form, for a single server or any nodes of a cluster:
    /// <c>host:6379,host2:6379,password=…,ssl=true</c>. Required. It may hold a password: never log it.
    /// </summary>
    public string? Configuration { get; set; }

    /// <summary>The prefix of every key, followed by a colon, so that several installations can share a server.</summary>
    public string KeyPrefix { get; set; } = "edge";

    /// <summary>Why a connection string is invalid, without quoting it; null if it is valid.</summary>
    public static string? FaultOf(string configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        try
        {
            RedisConfiguration.Parse(configuration);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
