using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>
/// Simulates all providers: each event is sent until its provider receives an acknowledgement or has used up its schedule, with
/// duplicates, canceled requests, second contents of the same event, and forgeries.
/// </summary>
public sealed class ProviderLoad(LoadPlan plan, History history, IReadOnlyList<GatewayAddress> gateways) : IDisposable
{
    private const int Amount = 8000;

    private readonly ProviderClient _client = new(history);

    /// <summary>Returns when all providers have finished.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(plan.Seed);
        var events = Enumerable.Range(1, plan.Callbacks)
            .Select(id => (Id: id, Start: random.NextDouble() * plan.During, Seed: random.Next()))
            .OrderBy(static item => item.Start)
            .ToList();
        var playing = new List<Task>();
        var elapsed = TimeSpan.Zero;
        foreach (var (id, start, seed) in events)
        {
            await Task.Delay(start - elapsed, cancellationToken);
            elapsed = start;
            playing.Add(PlayEventAsync(id, new Random(seed), cancellationToken));
        }

        await Task.WhenAll(playing);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Task PlayEventAsync(int id, Random random, CancellationToken cancellationToken)
    {
        var provider = plan.Providers[random.Next(plan.Providers.Count)];
        var playing = new List<Task> { PlayContentAsync(provider, id, Amount, new Random(random.Next()), cancellationToken) };
        if (provider.CoversContent && random.NextDouble() < plan.ConflictShare)
        {
            playing.Add(PlayContentAsync(provider, id, Amount + 1, new Random(random.Next()), cancellationToken));
        }

        if (random.NextDouble() < plan.ForgedShare)
        {
            playing.Add(ForgeAsync(provider, id, random.Next(), cancellationToken));
        }

        return Task.WhenAll(playing);
    }

    private async Task PlayContentAsync(Provider provider, int id, int amount, Random random, CancellationToken cancellationToken)
    {
        var content = ContentOf(provider, id, amount);
        var beside = new List<Task>();
        var isAcknowledged = false;
        var changesAt = !provider.CoversContent && random.NextDouble() < plan.ChangeShare ? random.Next(1, 4) : 0;
        foreach (var (number, delay) in provider.Retries.Within(plan.Horizon).Delays.Prepend(TimeSpan.Zero).Index())
        {
            // 0.5 to 1.5 times the delay, since providers add jitter.
            await Task.Delay(delay * (0.5 + random.NextDouble()), cancellationToken);
            if (number > 0 && number == changesAt)
            {
                var before = content;
                content = ContentOf(provider, id, ++amount);
                history.Add(at => new HistoryEvent.Superseded(at, before, content));
            }

            if (random.NextDouble() < plan.DuplicateShare)
            {
                beside.Add(SendAsync(provider, id, amount, content, random, cancellationToken));
            }

            if (isAcknowledged = await SendAsync(provider, id, amount, content, random, cancellationToken))
            {
                break;
            }
        }

        if (!isAcknowledged)
        {
            history.Add(at => new HistoryEvent.GaveUp(at, content));
        }
        else if (random.NextDouble() < plan.LateDuplicateShare)
        {
            await Task.Delay(plan.LateDuplicateWithin * random.NextDouble(), cancellationToken);
            await SendAsync(provider, id, amount, content, random, cancellationToken);
        }

        await Task.WhenAll(beside);
    }

    private static string ContentOf(Provider provider, int id, int amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{provider.Scheme}/{id}/{amount}");

    private Task<bool> SendAsync(Provider provider, int id, int amount, string content, Random random, CancellationToken cancellationToken)
    {
        var patience = random.NextDouble() < plan.HangUpShare ? TimeSpan.FromMilliseconds(random.Next(1, 60)) : plan.Patience;
        var request = provider.Sign(provider.Body(id, amount), plan.Secret);
        return _client.SendAsync(provider, request, content, isGenuine: true, Pick(random), patience, cancellationToken);
    }

    /// <summary>Sends another amount with a genuine signature, or a signature with another secret.</summary>
    private async Task ForgeAsync(Provider provider, int id, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        SchemeRequest forged;
        if (provider.CoversContent && random.Next(2) == 0)
        {
            var genuine = provider.Sign(provider.Body(id, Amount), plan.Secret);
            var body = genuine.Body.Replace("8000", "999999", StringComparison.Ordinal);
            forged = genuine with { Body = JsonNode.Parse(body)!.ToJsonString() };
        }
        else
        {
            forged = provider.Sign(provider.Body(id, Amount + 2), plan.ForgersSecret);
        }

        await Task.Delay(plan.During * (0.3 * random.NextDouble()), cancellationToken);
        var content = string.Create(CultureInfo.InvariantCulture, $"{provider.Scheme}/{id}/forged");
        await _client.SendAsync(provider, forged, content, isGenuine: false, Pick(random), plan.Patience, cancellationToken);
    }

    private GatewayAddress Pick(Random random) => gateways[random.Next(gateways.Count)];
}
