using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary>The options of all <c>ledger</c> commands: where the ledger is.</summary>
internal sealed class LedgerTargetOptions
{
    private readonly GatewayOptions _gateway;
    private readonly Option<Uri?> _url = UrlOption.CreateOptional("--url", "The management endpoint of the gateway that has the ledger in its memory; default: the configured one");

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public LedgerTargetOptions(Command command)
    {
        _gateway = new GatewayOptions(command);
        command.Options.Add(_url);
    }

    /// <summary>Opens the ledger, runs a command, and reports what prevents it.</summary>
    public Task<int> RunAsync(ParseResult result, Func<LedgerSession, Task<int>> command) =>
        LedgerSession.RunAsync(_gateway.Read(result), result.GetValue(_url), result.InvocationConfiguration, command);
}
