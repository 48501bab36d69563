using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace EdgeGateway.Diagnostics;

/// <summary>Asks a running gateway for its last refused callbacks.</summary>
internal static class RefusedClient
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    /// <summary>The callbacks, or why there are none.</summary>
    /// <param name="management">The management endpoint.</param>
    /// <param name="token">The bearer token.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<(RefusedCapture[] Captures, string? Fault)> GetAsync(Uri management, string token, CancellationToken cancellationToken)
    {
        // Without a proxy: a proxy from the environment cannot reach this machine's loopback address.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = _limit };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(management, RefusedPage.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (await response.Content.ReadFromJsonAsync(RefusedJson.Default.RefusedCaptureArray, cancellationToken) ?? [], null),
                HttpStatusCode.NotFound => ([], "the gateway keeps no refused callbacks: set Diagnostics:KeepRefused, and a token in Management:Tokens"),
                HttpStatusCode.Unauthorized => ([], "the gateway does not accept the token"),
                var status => ([], $"the gateway answered {(int)status}"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return ([], e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], $"no answer within {_limit.TotalSeconds} s");
        }
    }
}
