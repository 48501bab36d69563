using System.Text.Json;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>A load and what it meets, as one JSON file says it.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Store">The ledger: Memory, Sqlite or Redis.</param>
/// <param name="Connections">How many connections the providers have.</param>
/// <param name="Load">The phases, one after the other.</param>
/// <param name="DuplicateShare">How many of the sends repeat an earlier callback, from 0 to 1.</param>
/// <param name="ForgedShare">How many of the sends carry a wrong signature, from 0 to 1.</param>
/// <param name="HangUpShare">How many of the sends hang up before the answer, from 0 to 1.</param>
/// <param name="MerchantDelay">How long the merchant thinks.</param>
/// <param name="RetryAfter">When a provider sends again what was not acknowledged; null: never.</param>
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

    /// <summary>How many sends are planned; those of constant copies come on top.</summary>
    public int Count => Load.Sum(static phase => phase.Count);

    public static Scenario Read(string file) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(file), _options)!;
}
