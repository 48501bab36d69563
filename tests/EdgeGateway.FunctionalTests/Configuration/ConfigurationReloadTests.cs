using System.Net;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>Changes of the file while the gateway runs: valid ones apply, others are logged and change nothing.</summary>
public sealed class ConfigurationReloadTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> _noEnvironment = [];

    private readonly ConfigurationDirectory _directory = new();
    private readonly HttpClient _client = new();
    private TestMerchant _merchant = null!;

    public async ValueTask InitializeAsync()
    {
        _merchant = await TestMerchant.StartNewAsync();
        _merchant.AnswerWith(200, "taken");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _merchant.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_changed_file_applies_when_it_is_valid_and_has_no_effect_when_it_is_not()
    {
        var file = _directory.Write("gateway.json", Json("00:00:45", "a"));
        await using var gateway = GatewayProcess.Start(_directory.Path, _noEnvironment, "--config", file);
        var edge = await ListeningAsync(gateway);
        await AssertRoutesAsync(edge, "a");

        // Valid: the new route works.
        _directory.Replace("gateway.json", Json("00:00:45", "a", "b"));
        await gateway.WaitForLineAsync("Configuration applied: 1 profiles, 2 routes.");
        await WaitForRouteAsync(edge, "b");
        await AssertRoutesAsync(edge, "a", "b");

        // Not valid: its routes do not apply either.
        _directory.Replace("gateway.json", Json("00:00:01", "a", "c"));
        await gateway.WaitForLineAsync(
            "Configuration rejected, the last good one stays in force. 1 faults: - CallbackProfiles:cactus:Lease: 00:00:01 must be longer than MerchantTimeout");
        await AssertRoutesAsync(edge, "a", "b");

        // Not JSON, then no file.
        _directory.Replace("gateway.json", "{");
        await gateway.WaitForLineAsync("gateway.json: not valid JSON at line 1");
        await AssertRoutesAsync(edge, "a", "b");
        File.Delete(file);
        await gateway.WaitForLineAsync("gateway.json: there is no such file");
        await AssertRoutesAsync(edge, "a", "b");

        // Valid again.
        _directory.Replace("gateway.json", Json("00:00:45", "c"));
        await gateway.WaitForLineAsync("Configuration applied: 1 profiles, 1 routes.");
        await WaitForRouteAsync(edge, "c");
        await AssertRoutesAsync(edge, "c");
        Assert.DoesNotContain(gateway.Output.Concat(gateway.Error), static line => line.Contains("hidden-value", StringComparison.Ordinal));

        // Each rejection is one line of the gateway's: YARP would add a stack trace for each route and cluster.
        Assert.Equal(3, gateway.Output.Count(static line => line.Contains("Configuration rejected", StringComparison.Ordinal)));
        Assert.DoesNotContain(gateway.Output, static line => line.Contains("Yarp.", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_secret_applies()
    {
        var file = _directory.Write("gateway.json", Json("00:00:45", "a"));
        _directory.Write("secrets/CallbackProfiles__cactus__Secrets__k1", "first");
        await using var gateway = GatewayProcess.Start(_directory.Path, _noEnvironment, "--config", file, "--secrets", "secrets");
        await ListeningAsync(gateway);

        _directory.Write("secrets/CallbackProfiles__cactus__Secrets__k2", "");
        await gateway.WaitForLineAsync("CallbackProfiles:cactus:Secrets:k2: the secret is empty");
        _directory.Write("secrets/CallbackProfiles__cactus__Secrets__k2", "second");
        await gateway.WaitForLineAsync("Configuration applied: 1 profiles, 1 routes. Keys: cactus (k1, k2).");
    }

    [Fact]
    public async Task A_change_that_needs_a_restart_is_logged_and_has_no_effect()
    {
        var json = Json("00:00:45", "a");
        _directory.Write("gateway.json", json);
        await using var gateway = GatewayProcess.Start(_directory.Path, _noEnvironment, "--config", Path.Combine(_directory.Path, "gateway.json"));
        var edge = await ListeningAsync(gateway);

        _directory.Replace("gateway.json", json
            .Replace("""{ "Edge": { "Url": "http://127.0.0.1:0" }""", """{ "Edge": { "Url": "http://127.0.0.1:1" }""", StringComparison.Ordinal)
            .Replace("\"Kestrel\": {", """ "Shutdown": { "DrainDelay": "00:00:01" }, "Kestrel": { "Limits": { "MaxRequestHeaderCount": 1 },""", StringComparison.Ordinal));

        await gateway.WaitForLineAsync(
            "Settings changed that need a restart; until then they are as they were: Kestrel:Endpoints:Edge:Url, Kestrel:Limits:MaxRequestHeaderCount, Shutdown:DrainDelay.");
        await AssertRoutesAsync(edge, "a");
    }

    [Fact]
    public async Task A_terminated_gateway_exits_with_0()
    {
        var file = _directory.Write("gateway.json", Json("00:00:45", "a"));
        await using var gateway = GatewayProcess.Start(_directory.Path, _noEnvironment, "run", "--config", file);
        await ListeningAsync(gateway);

        await gateway.SignalAsync("TERM");

        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task An_address_in_use_is_reported()
    {
        var file = _directory.Write("gateway.json", Json("00:00:45", "a"));
        var environment = new Dictionary<string, string> { ["Kestrel__Endpoints__Edge__Url"] = _merchant.Address.AbsoluteUri };
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, environment, "--config", file);

        Assert.Equal(1, await gateway.WaitForExitAsync());
        Assert.StartsWith("cannot start: Failed to bind to address", Assert.Single(gateway.Error), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Output, static line => line.Contains("Exception", StringComparison.Ordinal));
    }

    /// <summary>The address of the endpoint <c>Edge</c>: Kestrel names its endpoints in the order of their names.</summary>
    private static async Task<Uri> ListeningAsync(GatewayProcess gateway)
    {
        var edge = await gateway.WaitForLineAsync("Now listening on: ");
        await gateway.WaitForLineAsync("Application started.");
        return new Uri(edge[edge.IndexOf("http://", StringComparison.Ordinal)..]);
    }

    /// <summary>YARP applies the routes shortly after the profiles, and does not report it.</summary>
    private async Task WaitForRouteAsync(Uri edge, string route)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var status = HttpStatusCode.NotFound;
        while (status != HttpStatusCode.OK)
        {
            using var response = await _client.GetAsync(new Uri(edge, route), limit.Token);
            status = response.StatusCode;
        }
    }

    private async Task AssertRoutesAsync(Uri edge, params string[] routes)
    {
        foreach (var route in (string[])["a", "b", "c"])
        {
            using var response = await _client.GetAsync(new Uri(edge, route), TestContext.Current.CancellationToken);
            Assert.Equal(routes.Contains(route) ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private string Json(string lease, params string[] routes) => ConfigurationDirectory.Json(_merchant.Address.AbsoluteUri, lease, routes);
}
