using System.CommandLine;
using System.Net;
using System.Text.Json;
using EdgeGateway.Health;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway health</c>: for the health check of a container without curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var command = new ExampleCommand("health", "Ask a running gateway whether it is ready", "EdgeGateway health --url http://127.0.0.1:9090");
        var url = UrlOption.Create("The management endpoint", new Uri("http://127.0.0.1:9090"));
        command.Options.Add(url);
        command.SetAction((result, cancellationToken) =>
            CheckAsync(result.GetValue(url)!, result.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(Uri url, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        // Without a proxy: a proxy from the environment cannot reach this machine's loopback address.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = _limit };
        try
        {
            using var response = await client.GetAsync(new Uri(url, "/health/ready"), cancellationToken);
            await WriteChecksAsync(response, console.Output, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (HttpRequestException e)
        {
            console.Error.WriteLine(e.Message);
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            console.Error.WriteLine($"no answer within {_limit.TotalSeconds} s");
            return ExitCodes.Failure;
        }
    }

    /// <summary>One line for each check; the status if the answer is not that of a gateway.</summary>
    private static async Task WriteChecksAsync(HttpResponseMessage response, TextWriter output, CancellationToken cancellationToken)
    {
        if (await ReadReportAsync(response.Content, cancellationToken) is not { Checks: { } checks })
        {
            output.WriteLine((int)response.StatusCode);
            return;
        }

        foreach (var (name, result) in checks)
        {
            output.WriteLine(result == ReadinessReport.Ok ? $"ok {name}" : $"failing {name}: {result}");
        }
    }

    private static async Task<ReadinessReport?> ReadReportAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadFromJsonAsync(ReadinessJson.Default.ReadinessReport, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
