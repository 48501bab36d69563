namespace EdgeGateway.Configuration.Options;

/// <summary>
/// The settings of the current ledger. Changing them requires a restart, because a second ledger would not know the first one's claims.
/// </summary>
/// <param name="Store">The store.</param>
/// <param name="SqlitePath">The embedded ledger's file; set for that store.</param>
/// <param name="RedisConfiguration">The shared ledger's connection string; set for that store. May hold a password.</param>
/// <param name="RedisKeyPrefix">The prefix of its keys.</param>
/// <param name="Timeout">How long one operation may take.</param>
internal sealed record LedgerSettings(
    LedgerStore Store, string? SqlitePath, string? RedisConfiguration, string RedisKeyPrefix, TimeSpan Timeout)
{
    /// <summary>Without the connection string.</summary>
    public override string ToString() => $"{Store}, timeout {Timeout}";
}
