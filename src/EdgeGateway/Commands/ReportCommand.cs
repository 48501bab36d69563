using System.CommandLine;
using System.Net.Http.Headers;
using EdgeGateway.Reporting;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway report</c>: how callbacks fared, from the metrics in Prometheus.</summary>
internal static class ReportCommand
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var since = DurationOption.Create("--since", "How far back, such as 24h or 7d", TimeSpan.FromDays(1));
        var prometheus = UrlOption.Create("--prometheus", "The Prometheus server, or what speaks its protocol");
        var selector = new Option<string>("--selector") { Description = "Which gateways, such as job=\"edgegateway\"; all by default", HelpName = "LABELS", DefaultValueFactory = static _ => "" };
        var token = new Option<string?>("--token-env") { Description = "The environment variable that holds a bearer token for the server", HelpName = "NAME" };
        var output = new Option<ReportFormat>("--output") { Description = "text for people, json for programs, or markdown", HelpName = "text|json|markdown", DefaultValueFactory = static _ => ReportFormat.Text };
        var command = new ExampleCommand(
            "report",
            "Say how callbacks fared: acknowledged, sent again, refused, amounts, and the merchants' times",
            "EdgeGateway report --since 24h --prometheus http://127.0.0.1:9091",
            "EdgeGateway report --since 7d --prometheus https://metrics.example/prometheus --selector 'job=\"edgegateway\"' --token-env PROMETHEUS_TOKEN --output markdown")
        {
            since, prometheus, selector, token, output,
        };
        command.SetAction((result, cancellationToken) => ReportAsync(
            result.GetRequiredValue(prometheus),
            result.GetValue(selector)!,
            result.GetValue(token),
            result.GetValue(since),
            result.GetValue(output),
            result.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> ReportAsync(
        Uri server, string selector, string? tokenVariable, TimeSpan since, ReportFormat format, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = _limit };
        if (tokenVariable is not null)
        {
            if (Environment.GetEnvironmentVariable(tokenVariable) is not { Length: > 0 } token)
            {
                console.Error.WriteLine($"the environment variable {tokenVariable} holds no token");
                return ExitCodes.Usage;
            }

            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var to = TimeProvider.System.GetUtcNow();
        try
        {
            var report = await new ReportBuilder(new PrometheusQueries(client, server), selector).BuildAsync(to - since, to, cancellationToken);
            if (report.Profiles.IsEmpty)
            {
                console.Error.WriteLine("Prometheus has no metrics of a gateway for this time. Does it scrape the management endpoint, and does --selector match?");
                return ExitCodes.Failure;
            }

            Write(report, format, console.Output);
            return ExitCodes.Success;
        }
        catch (PrometheusException exception)
        {
            console.Error.WriteLine(exception.Message);
            return ExitCodes.Failure;
        }
    }

    private static void Write(ServiceReport report, ReportFormat format, TextWriter output)
    {
        if (format == ReportFormat.Json)
        {
            OutputOption.WriteJson(output, report);
            return;
        }

        foreach (var line in format == ReportFormat.Markdown ? ReportText.MarkdownLines(report) : ReportText.Lines(report))
        {
            output.WriteLine(line);
        }
    }
}
