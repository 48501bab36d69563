using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.Testing.Gateways;

/// <summary>A gateway with the test's own profiles and schemes and a fixed clock, and its merchant.</summary>
public sealed class SchemeStage : IAsyncDisposable
{
    /// <summary>The name of the only profile.</summary>
    public const string Profile = "shop";

    /// <summary>The time, unless a test sets another.</summary>
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private int _answered;

    private SchemeStage(TestMerchant merchant, TestGateway gateway, TestTimeProvider time)
    {
        Merchant = merchant;
        Gateway = gateway;
        Time = time;
    }

    /// <summary>The merchant.</summary>
    public TestMerchant Merchant { get; }

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>The gateway's clock.</summary>
    public TestTimeProvider Time { get; }

    /// <summary>What the merchant received.</summary>
    public IReadOnlyList<Delivery> Deliveries => Merchant.Deliveries;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A gateway with one profile.</summary>
    /// <param name="profile">The only profile, as JSON.</param>
    /// <param name="schemes">The section <c>CallbackSchemes</c>, as JSON.</param>
    /// <param name="ledger">Replaces the SQLite ledger.</param>
    public static Task<SchemeStage> StartAsync(string profile, string? schemes = null, ICallbackLedger? ledger = null) =>
        StartAsync(new JsonObject { [Profile] = JsonNode.Parse(profile) }, schemes, ledger: ledger);

    /// <summary>A gateway with several profiles.</summary>
    /// <param name="profiles">The section <c>CallbackProfiles</c>; each gets a route.</param>
    /// <param name="schemes">The section <c>CallbackSchemes</c>, as JSON.</param>
    /// <param name="inbound">The section <c>Inbound</c>, as JSON.</param>
    /// <param name="now">The time; null: <see cref="Start"/>.</param>
    /// <param name="ledger">Replaces the SQLite ledger.</param>
    public static async Task<SchemeStage> StartAsync(
        JsonObject profiles, string? schemes = null, string? inbound = null, DateTimeOffset? now = null, ICallbackLedger? ledger = null)
    {
        var merchant = await TestMerchant.StartNewAsync();
        var time = new TestTimeProvider(now ?? Start);
        try
        {
            var builder = new GatewayBuilder().ForwardTo(merchant.Address).UseTime(time);
            foreach (var (name, profile) in profiles)
            {
                builder.WithProfile(name, profile!.AsObject(), PathOf(name), "POST", "GET");
            }

            if (ledger is not null)
            {
                builder.UseLedger(ledger);
            }

            var gateway = await builder.Configure(settings => AddSections(settings, schemes, inbound)).StartAsync();
            return new SchemeStage(merchant, gateway, time);
        }
        catch
        {
            await merchant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a callback, and returns the status of the answer.</summary>
    public async Task<int> SendAsync(SchemeRequest request, string profile = Profile)
    {
        using var message = request.ToMessage(Gateway.Edge, PathOf(profile));
        using var response = await Gateway.Client.SendAsync(message, Token);
        Interlocked.Increment(ref _answered);
        return (int)response.StatusCode;
    }

    /// <summary>The page of metrics, when every attempt that was answered is counted.</summary>
    public async Task<string> MetricsAsync()
    {
        await Gateway.WaitForAttemptsAsync(_answered, Token);
        return await Gateway.MetricsAsync(Token);
    }

    /// <summary>The number of callbacks of the only profile with that outcome.</summary>
    public async Task<int> CountAsync(string outcome, string reason = "")
    {
        var start = $"edgegateway_callbacks_total{{profile=\"{Profile}\",outcome=\"{outcome}\",reason=\"{reason}\"}} ";
        var line = (await MetricsAsync()).Split('\n').SingleOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[start.Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Merchant.DisposeAsync();
    }

    private static string PathOf(string profile) => $"/callbacks/{profile}";

    private static void AddSections(JsonObject settings, string? schemes, string? inbound)
    {
        if (schemes is not null)
        {
            settings["CallbackSchemes"] = JsonNode.Parse(schemes);
        }

        if (inbound is not null)
        {
            settings["Inbound"] = JsonNode.Parse(inbound);
        }
    }
}
