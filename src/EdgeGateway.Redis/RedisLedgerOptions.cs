namespace EdgeGateway.Redis;

/// <summary>Where the shared ledger lives.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>
    /// In StackExchange.Redis' form, for a single server or any nodes of a cluster:
    /// <c>host:6379,host2:6379,password=…,ssl=true</c>. Required. It may hold a password: never log it.
    /// </summary>
    public string? Configuration { get; set; }

    /// <summary>Every record's key begins with it and a colon, so that several gateways can share a server.</summary>
    public string KeyPrefix { get; set; } = "edge";

    /// <summary>What is wrong with a connection string, without quoting it; null when it can be read.</summary>
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
