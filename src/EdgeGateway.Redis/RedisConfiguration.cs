using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Reads a connection string. What is wrong is said without quoting it: it may hold a password.</summary>
internal static class RedisConfiguration
{
    /// <summary>
    /// How often the client asks every node whether it is a master. Between, it follows no redirection to one that it takes for
    /// a replica: after a failover in which no connection broke, keys cannot be reached for so long. Its own choice is a minute.
    /// </summary>
    private static readonly TimeSpan RoleInterval = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">It cannot be read.</exception>
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
        // As 1.x does: a call without a connection fails at once, instead of waiting for one.
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
            // Without the client's exception: it quotes the configuration.
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
