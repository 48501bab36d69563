using System.Text.Json;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>A load and its environment, from a JSON file.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Store">The ledger: Memory, Sqlite or Redis.</param>
/// <param name="Connections">The number of the providers' connections.</param>
/// <param name="Load">The phases, one after the other.</param>
/// <param name="DuplicateShare">The share of sends that repeat an earlier callback, from 0 to 1.</param>
/// <param name="ForgedShare">The share of sends with a wrong signature, from 0 to 1.</param>
/// <param name="HangUpShare">The share of sends that are canceled before the answer, from 0 to 1.</param>
/// <param name="MerchantDelay">How long each of the merchant's answers takes.</param>
/// <param name="RetryAfter">The delay before a provider retries; null: it does not retry.</param>
/// <param name="RedisRestartAfter">When Redis is killed and started again; null: never.</param>
internal sealed record Scenario(
    string Name,
    string Store,
    int Connections,
    IReadOnlyList<LoadPhase> Load,
    double DuplicateShare = 0,
    double ForgedShare = 0,
    double HangUpShare = 0,
    TimeSpan MerchantDelay = default,
    TimeSpan? RetryAfter = null,
    TimeSpan? RedisRestartAfter = null)
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>The number of planned sends, without those of constant copies.</summary>
    public int Count => Load.Sum(static phase => phase.Count);

    public static Scenario Read(string file) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(file), _options)!;
}
