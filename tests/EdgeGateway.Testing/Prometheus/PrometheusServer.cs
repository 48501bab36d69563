using System.Diagnostics;
using System.Text.Json;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Prometheus;

/// <summary>
/// A real <c>prometheus</c> with the repository's configuration and alerts, but another target and short intervals. Fails to start without
/// the binary, so that tests that need it do not pass.
/// </summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("prometheus-");
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private Process _process = null!;

    private PrometheusServer()
    {
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Returns when the server answers.</summary>
    /// <param name="target">The management endpoint to scrape.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<PrometheusServer> StartAsync(Uri target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var server = new PrometheusServer();
        var directory = server._directory.FullName;
        var configuration = RepositoryFiles.Read("config/prometheus/prometheus.yml")
            .Replace("gateway:9090", target.Authority, StringComparison.Ordinal)
            .Replace("interval: 15s", "interval: 1s", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory, "prometheus.yml"), configuration, cancellationToken);
        File.Copy(RepositoryFiles.PathOf("config/prometheus/alerts.yml"), Path.Combine(directory, "alerts.yml"));

        var address = $"127.0.0.1:{LoopbackPort.Find()}";
        server._client.BaseAddress = new Uri($"http://{address}");
        server._process = Process.Start(new ProcessStartInfo("prometheus",
        [
            "--config.file", Path.Combine(directory, "prometheus.yml"),
            "--storage.tsdb.path", Path.Combine(directory, "data"),
            "--web.listen-address", address,
            "--enable-feature", "exemplar-storage",
            "--log.level", "error",
        ])) ?? throw new InvalidOperationException("prometheus did not start.");
        await Eventually.SucceedsAsync<HttpRequestException>(
            async () => (await server._client.GetAsync(new Uri("/-/ready", UriKind.Relative), cancellationToken)).EnsureSuccessStatusCode(), cancellationToken);
        return server;
    }

    /// <summary>The number of series in a query's result.</summary>
    /// <exception cref="InvalidOperationException">The query is not valid.</exception>
    public async Task<int> CountAsync(string query, CancellationToken cancellationToken)
    {
        var answer = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", cancellationToken);
        return answer.GetProperty("status").GetString() == "success"
            ? answer.GetProperty("data").GetProperty("result").GetArrayLength()
            : throw new InvalidOperationException($"{query}: {answer.GetProperty("error").GetString()}");
    }

    /// <summary>The response of a path, as JSON.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _directory.Delete(recursive: true);
    }
}
