using System.CommandLine;
using System.Diagnostics;
using EdgeGateway.Demo;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway demo</c>: shows the gateway at work; nothing to install.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand("demo", "Run a gateway, a merchant and every provider for a moment, and show what happens", "EdgeGateway demo --keep");
        var keep = new Option<bool>("--keep") { Description = "Leave gateway and merchant running, with curl lines to try" };
        command.Options.Add(keep);
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetValue(keep), result.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool keep, TextWriter output, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
        try
        {
            return await RunAsync(keep, output, signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCodes.Failure;
        }
    }

    private static async Task<int> RunAsync(bool keep, TextWriter output, StopSignals signals)
    {
        var started = Stopwatch.GetTimestamp();
        await using var merchant = new DemoMerchant(new Uri("http://127.0.0.1:0"));
        await merchant.StartAsync(signals.Token);
        using var log = new DemoLog(output);
        await using var gateway = new DemoGateway(log);
        await gateway.StartAsync(merchant.Address, signals.Token);

        output.WriteLine($"gateway {gateway.Edge}  →  merchant {merchant.Address}  (embedded ledger)");
        output.WriteLine();
        using var run = new DemoRun(merchant, gateway.Edge);
        var rows = await run.PlayAsync(signals.Token);
        DemoTable.Write(rows, output);

        var wrong = rows.Count(static row => !row.IsAsExpected);
        output.WriteLine();
        output.WriteLine(wrong == 0
            ? $"{rows.Count} callbacks, all as they should be, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s."
            : $"{wrong} of {rows.Count} callbacks are not as they should be.");
        if (keep)
        {
            // Opened first, since a callback may be sent as soon as its line is printed.
            log.IsOpen = true;
            WriteLinesToTry(gateway, output);
            await signals.WaitAsync();
        }

        return wrong == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void WriteLinesToTry(DemoGateway gateway, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Still running, configured by {gateway.ConfigFile}. Try, and end with Ctrl+C:");
        output.WriteLine();
        foreach (var provider in DemoProviders.All)
        {
            var request = provider.OtherCallback();
            var header = request.Header is null ? "" : $" -H '{request.Header}: {request.HeaderValue}'";
            output.WriteLine($"curl -i {new Uri(gateway.Edge, provider.Path)} -H 'Content-Type: application/json'{header} -d '{request.Body}'");
        }

        output.WriteLine($"curl -i {new Uri(gateway.Management, "/health/ready")}");
        output.WriteLine();
    }
}
