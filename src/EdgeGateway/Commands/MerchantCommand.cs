using System.CommandLine;
using EdgeGateway.Demo;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway merchant</c>: a merchant that acknowledges everything, for trying out the gateway.</summary>
internal static class MerchantCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand("merchant", "Run a merchant that acknowledges whatever it gets, to try the gateway with", "EdgeGateway merchant --url http://127.0.0.1:9000");
        var url = UrlOption.Create("Where it listens", new Uri("http://127.0.0.1:9000"));
        command.Options.Add(url);
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetValue(url)!, result.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri url, TextWriter output, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
        await using var merchant = new DemoMerchant(url);
        await merchant.StartAsync(signals.Token);
        output.WriteLine($"merchant listening on: {merchant.Address}");
        await signals.WaitAsync();
        return ExitCodes.Success;
    }
}
