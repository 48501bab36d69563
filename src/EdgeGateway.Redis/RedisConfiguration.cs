using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Parses a connection string. Error messages never quote it, because it may contain a password.</summary>
internal static class RedisConfiguration
{
    /// <summary>
    /// How often the client checks which nodes are masters. Until then it does not follow a redirection to a node that it considers a
    /// replica, so after a failover without a broken connection, keys are unreachable for this long. The client's default is one minute.
    /// </summary>
    private static readonly TimeSpan RoleInterval = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public static ConfigurationOptions Parse(string configuration)
    {
        if (TryParse(configuration) is not { } options)
        {
            throw new ArgumentException(FaultOf(configuration));
        }

        if (options.EndPoints.Count == 0)
        {
            throw new ArgumentException("it names no server; write host:port, and behind it options such as ,ssl=true");
        }

        options.AbortOnConnectFail = false;
#if !STACKEXCHANGE_REDIS_1
        // A call without a connection fails immediately instead of waiting for one, as in version 1.x.
        options.BacklogPolicy = BacklogPolicy.FailFast;
#endif
        if (!configuration.Contains("configCheckSeconds", StringComparison.OrdinalIgnoreCase))
        {
            options.ConfigCheckSeconds = (int)RoleInterval.TotalSeconds;
        }

        options.ClientName ??= "EdgeGateway";
        return options;
    }

    private static ConfigurationOptions? TryParse(string configuration)
    {
        if (configuration.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return ConfigurationOptions.Parse(configuration);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The client's exception is dropped, because it quotes the configuration.
            return null;
        }
    }

    private static string FaultOf(string configuration)
    {
        if (configuration.Contains("://", StringComparison.Ordinal))
        {
            return "it is a URL; write host:port, and behind it options such as ,password=… and ,ssl=true";
        }

        var parts = configuration.Split(',');
        var index = Array.FindIndex(parts, static part => part.Contains('=', StringComparison.Ordinal) && TryParse($"localhost,{part}") is null);
        if (index < 0)
        {
            return "the Redis client cannot read it";
        }

        return parts[index].AsSpan().Trim().StartsWith("user=", StringComparison.OrdinalIgnoreCase)
            ? "this version of the Redis client does not know user=…; it logs in as the user \"default\", with password=…"
            : $"the Redis client does not know the option at place {index + 1}, counted by commas, or cannot read its value";
    }
}
