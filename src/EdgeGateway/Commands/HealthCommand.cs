using System.CommandLine;
using System.Net;

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
            using var response = await client.GetAsync(new Uri(url, "/health/ready"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            console.Output.WriteLine((int)response.StatusCode);
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
}
