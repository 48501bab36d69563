using System.CommandLine;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Requests;
using EdgeGateway.Sending;
using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway send</c>: plays the provider.</summary>
internal static class SendCommand
{
    /// <summary>How long a provider waits for an answer if it does not say so.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _refresh = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var command = new ExampleCommand(
            "send",
            "Play the provider: send signed callbacks, send again what is not acknowledged, and say what came back",
            "EdgeGateway send --profile cards --config config/gateway.json --to http://127.0.0.1:8080/callbacks/cards",
            "EdgeGateway send --scheme stripe --secret-env STRIPE_SECRET --to https://shop.example/hooks --count 100 --concurrent 8 --duplicates 50% --tamper --expired");
        var target = new TargetOptions(command);
        var request = new RequestOptions(command);
        var url = UrlOption.Create("--to", "Where callbacks are sent");
        var plan = new SendOptions(command);
        var output = OutputOption.Create();
        command.Options.Add(url);
        command.Options.Add(output);
        command.SetAction((result, cancellationToken) =>
            SendAsync(result, target, request, plan.Read(result), result.GetValue(url)!, result.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> SendAsync(
        ParseResult result, TargetOptions targetOptions, RequestOptions requestOptions, SendPlan plan, Uri url, OutputFormat format, CancellationToken cancellationToken)
    {
        var console = result.InvocationConfiguration;
        if (targetOptions.Read(result, out var exitCode) is not { } target)
        {
            return exitCode;
        }

        if (CallbackSigner.FindObstacle(target.Scheme) is { } obstacle)
        {
            console.Error.WriteLine(obstacle);
            return ExitCodes.Failure;
        }

        if (requestOptions.Read(result, target.Scheme.Name) is not { } template)
        {
            return ExitCodes.Usage;
        }

        plan = plan with { Retries = RetrySchedule.Of(target.Scheme) };
        var now = TimeProvider.System.GetUtcNow();
        var factory = new RequestFactory(target, id => requestOptions.AddHeaders(result, template.Render(id)), now);
        if (factory.Check(now) is not RefusalReason.None and var reason)
        {
            console.Error.WriteLine($"the gateway would refuse this request: {ReasonWords.Of(reason)}");
            return ExitCodes.Failure;
        }

        if (plan.Count > 1 && !factory.HasDistinctEvents(now))
        {
            console.Error.WriteLine("note: all requests are the same event; put {{id}} into the file where the event's id is");
        }

        using var signals = new StopSignals(cancellationToken);
        using var client = new ProviderClient(url, target.Scheme.ProviderTimeout ?? _patience, TimeProvider.System);
        var tally = new SendTally();
        using var run = new ProviderRun(plan, factory, client, tally, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        await RunAsync(run, () => tally.ToLine(plan.Deliveries().Length), console.Output, format, signals.Token);
        var report = tally.ToReport(TimeProvider.System.GetElapsedTime(started));
        if (format == OutputFormat.Json)
        {
            OutputOption.WriteJson(console.Output, report);
        }
        else
        {
            report.Write(console.Output);
        }

        if (report.Answers.Keys.SequenceEqual(["404"]))
        {
            console.Error.WriteLine($"note: {url} answered 404 to every request; --to is the whole URL that is registered at the provider, such as http://127.0.0.1:8080/callbacks/{target.Scheme.Name}");
        }

        return report.IsAsExpected ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>On a terminal, a line shows how far it is.</summary>
    private static async Task RunAsync(ProviderRun run, Func<string> line, TextWriter output, OutputFormat format, CancellationToken cancellationToken)
    {
        var running = run.RunAsync(cancellationToken);
        try
        {
            if (format == OutputFormat.Text && Terminal.IsTerminal(output))
            {
                await Terminal.Create(output).Status().StartAsync(line(), async context =>
                {
                    while (await Task.WhenAny(running, Task.Delay(_refresh, CancellationToken.None)) != running)
                    {
                        context.Status(line());
                    }
                });
            }

            await running;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ended by the user: the report says what was seen until then.
        }
    }
}
