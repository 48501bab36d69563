using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.Demo;
using EdgeGateway.FunctionalTests.Configuration;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>The real program with a route for each provider, on free ports.</summary>
internal sealed class ProcessGateway : IAsyncDisposable
{
    private readonly ConfigurationDirectory _directory = new();

    private ProcessGateway()
    {
    }

    public GatewayProcess Process { get; private set; } = null!;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The embedded ledger's file.</summary>
    public string LedgerPath => Path.Combine(_directory.Path, "ledger.db");

    public Uri Edge { get; private set; } = null!;

    public Uri Management { get; private set; } = null!;

    /// <param name="merchant">The destination.</param>
    /// <param name="environment">Added to the process' environment; its names override the file's.</param>
    public static async Task<ProcessGateway> StartAsync(TestMerchant merchant, params (string Name, string Value)[] environment)
    {
        var gateway = new ProcessGateway();
        var ledger = new JsonObject { ["Sqlite"] = new JsonObject { ["Path"] = gateway.LedgerPath } };
        var file = gateway._directory.Write("gateway.json", GatewaySettings.Create(merchant.Address, ledger).ToJsonString());
        var variables = environment.ToDictionary(static variable => variable.Name, static variable => variable.Value);
        variables.TryAdd("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information");
        gateway.Process = GatewayProcess.Start(gateway._directory.Path, variables, "--config", file);
        gateway.Edge = await gateway.ListeningAsync();
        gateway.Management = await gateway.ListeningAsync();
        gateway.Client.BaseAddress = gateway.Edge;
        return gateway;
    }

    public Task<HttpResponseMessage> SendAsync(DemoProvider provider, DemoRequest callback, CancellationToken cancellationToken) =>
        Client.SendAsync(TestGateway.Message(provider.Path, callback.Body, callback), cancellationToken);

    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        Client.GetStringAsync(new Uri(Management, "/metrics"), cancellationToken);

    /// <summary>Tells it to stop, as a container engine does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        _directory.Dispose();
    }

    private async Task<Uri> ListeningAsync()
    {
        const string listening = "Now listening on: ";
        var line = await Process.WaitForLineAsync(listening);
        return new Uri(line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..].Split('"')[0].Trim());
    }
}
