using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>A merchant and a gateway in front of it, with the test's own profiles and schemes and a clock that stands still.</summary>
internal sealed class SchemeStage : IAsyncDisposable
{
    /// <summary>The profile's name where there is only one.</summary>
    public const string Profile = "shop";

    /// <summary>Where the clock stands unless a test says otherwise.</summary>
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private SchemeStage(TestMerchant merchant, TestGateway gateway, TestTimeProvider time)
    {
        Merchant = merchant;
        Gateway = gateway;
        Time = time;
    }

    public TestMerchant Merchant { get; }

    public TestGateway Gateway { get; }

    public TestTimeProvider Time { get; }

    public IReadOnlyList<Delivery> Deliveries => Merchant.Deliveries;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="profile">The only profile, as JSON.</param>
    /// <param name="schemes">The section <c>CallbackSchemes</c>, as JSON.</param>
    /// <param name="ledger">Takes the embedded one's place.</param>
    public static Task<SchemeStage> StartAsync(string profile, string? schemes = null, ICallbackLedger? ledger = null) =>
        StartAsync(new JsonObject { [Profile] = JsonNode.Parse(profile) }, schemes, ledger: ledger);

    /// <param name="profiles">The section <c>CallbackProfiles</c>; a route is made for each.</param>
    /// <param name="schemes">The section <c>CallbackSchemes</c>, as JSON.</param>
    /// <param name="inbound">The section <c>Inbound</c>, as JSON.</param>
    /// <param name="now">Where the clock stands.</param>
    /// <param name="ledger">Takes the embedded one's place.</param>
    public static async Task<SchemeStage> StartAsync(
        JsonObject profiles, string? schemes = null, string? inbound = null, DateTimeOffset? now = null, ICallbackLedger? ledger = null)
    {
        var merchant = await TestMerchant.StartNewAsync();
        var time = new TestTimeProvider(now ?? Start);
        try
        {
            var gateway = await TestGateway.StartAsync(
                merchant, ledger: ledger, time: time, inbound: inbound, settings: settings => Replace(settings, profiles, schemes));
            return new SchemeStage(merchant, gateway, time);
        }
        catch
        {
            await merchant.DisposeAsync();
            throw;
        }
    }

    /// <summary>The status of the answer.</summary>
    public async Task<int> SendAsync(SchemeRequest request, string profile = Profile)
    {
        using var message = request.ToMessage(Gateway.Edge, PathOf(profile));
        using var response = await Gateway.Client.SendAsync(message, Token);
        return (int)response.StatusCode;
    }

    /// <summary>How many callbacks of the only profile ended in that way.</summary>
    public async Task<int> CountAsync(string outcome, string reason = "")
    {
        var start = $"edgegateway_callbacks_total{{profile=\"{Profile}\",outcome=\"{outcome}\",reason=\"{reason}\"}} ";
        var line = (await Gateway.MetricsAsync(Token)).Split('\n').SingleOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[start.Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Merchant.DisposeAsync();
    }

    private static string PathOf(string profile) => $"/callbacks/{profile}";

    private static void Replace(JsonObject settings, JsonObject profiles, string? schemes)
    {
        var routes = new JsonObject();
        foreach (var (name, _) in profiles)
        {
            routes[name] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = PathOf(name), ["Methods"] = new JsonArray("POST", "GET") },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = name },
            };
        }

        settings["ReverseProxy"]!["Routes"] = routes;
        settings["CallbackProfiles"] = profiles.DeepClone();
        if (schemes is not null)
        {
            settings["CallbackSchemes"] = JsonNode.Parse(schemes);
        }
    }
}
