using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Records;

/// <summary>The records of a ledger in the memory of a running gateway, by its <see cref="LedgerPage"/>.</summary>
internal sealed class MemoryLedgerClient : ILedgerRecords
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly Uri _page;

    /// <param name="management">The gateway's management endpoint.</param>
    /// <param name="token">A token of it.</param>
    public MemoryLedgerClient(Uri management, string token)
    {
        _page = new Uri(management, LedgerPage.Path);

        // Without a proxy: a proxy from the environment cannot reach this machine's loopback address.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = _limit };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <inheritdoc/>
    public bool IsIncomplete => false;

    /// <inheritdoc/>
    public async ValueTask<LedgerRecord?> FindAsync(CallbackKey key, CancellationToken cancellationToken) =>
        (await GetAsync($"?key={Uri.EscapeDataString(key.Value)}", cancellationToken)).FirstOrDefault()?.ToRecord();

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerRecord> ReadAsync(LedgerRecordFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in await GetAsync($"?prefix={Uri.EscapeDataString(filter.KeyPrefix)}&state={filter.State}", cancellationToken))
        {
            yield return record.ToRecord();
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(LedgerRecord record, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return PostAsync(new(LedgerPageAction.Release, record.Key.Value, record.Owner?.ToString(), retention.TotalSeconds), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ForgetAsync(CallbackKey key, CancellationToken cancellationToken) =>
        PostAsync(new(LedgerPageAction.Forget, key.Value), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string> AuditAsync(string line, CancellationToken cancellationToken)
    {
        await PostAsync(new(LedgerPageAction.Audit, Line: line), cancellationToken);
        return LedgerPage.Trail;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<LedgerPageRecord[]> GetAsync(string query, CancellationToken cancellationToken) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Get, new Uri(_page, query)),
        async response => await response.Content.ReadFromJsonAsync(LedgerPageJson.Default.LedgerPageRecordArray, cancellationToken) ?? [],
        cancellationToken);

    private async ValueTask<bool> PostAsync(LedgerPageChange change, CancellationToken cancellationToken) => await AskAsync(
        () => new HttpRequestMessage(HttpMethod.Post, _page) { Content = JsonContent.Create(change, LedgerPageJson.Default.LedgerPageChange) },
        static response => Task.FromResult(response.StatusCode == HttpStatusCode.NoContent),
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<HttpRequestMessage> create, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var request = create();
            using var response = await _client.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.Conflict
                ? await read(response)
                : throw Unavailable(FaultOf(response.StatusCode), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw Unavailable($"does not answer: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"did not answer within {_limit.TotalSeconds} s", exception);
        }
    }

    private static string FaultOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "has no ledger in its memory, or no token in Management:Tokens",
        HttpStatusCode.Unauthorized => "does not accept the token",
        HttpStatusCode.Forbidden => "does not let the token change anything: its role is Read",
        _ => string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}"),
    };

    private LedgerUnavailableException Unavailable(string what, Exception? exception) =>
        new($"The ledger is in the memory of the gateway at {_page.GetLeftPart(UriPartial.Authority)}, which {what}.", exception);
}
