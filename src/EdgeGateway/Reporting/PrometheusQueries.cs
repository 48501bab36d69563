using System.Globalization;
using System.Text.Json;

namespace EdgeGateway.Reporting;

/// <summary>Asks a Prometheus server, or what speaks its protocol.</summary>
/// <param name="client">The client.</param>
/// <param name="server">The server, with a path where it has one.</param>
internal sealed class PrometheusQueries(HttpClient client, Uri server)
{
    /// <summary>Evaluates an expression.</summary>
    /// <exception cref="PrometheusException">The server does not answer, or refuses the expression.</exception>
    public async Task<IReadOnlyList<PrometheusSample>> AskAsync(string expression, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var seconds = (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
        var url = new Uri($"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query?time={seconds}&query={Uri.EscapeDataString(expression)}");
        try
        {
            using var response = await client.GetAsync(url, cancellationToken);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var answer = document.RootElement;
            if (answer.GetProperty("status").GetString() != "success")
            {
                throw new PrometheusException($"Prometheus refuses {expression}: {answer.GetProperty("error").GetString()}", null);
            }

            return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray().Select(Read)];
        }
        catch (HttpRequestException exception)
        {
            throw new PrometheusException($"Prometheus at {server.GetLeftPart(UriPartial.Authority)} does not answer: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PrometheusException($"{server.GetLeftPart(UriPartial.Authority)} does not answer as Prometheus does.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PrometheusException($"Prometheus at {server.GetLeftPart(UriPartial.Authority)} did not answer within {client.Timeout.TotalSeconds} s.", exception);
        }
    }

    private static PrometheusSample Read(JsonElement series) => new(
        series.GetProperty("metric").EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.GetString()!),
        double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture));
}
