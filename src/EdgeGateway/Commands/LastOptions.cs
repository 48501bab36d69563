using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeGateway.Diagnostics;

namespace EdgeGateway.Commands;

/// <summary>The options that take requests from a running gateway.</summary>
internal sealed class LastOptions
{
    private readonly Option<bool> _last = new("--last") { Description = "Instead of a file: the refused callbacks that a running gateway keeps (Diagnostics:KeepRefused)" };

    private readonly Option<Uri> _url = UrlOption.Create("With --last: the management endpoint", new Uri("http://127.0.0.1:9090"));

    private readonly Option<string?> _tokenFile = new("--token-file") { Description = "With --last: the file that holds a token of Management:Tokens", HelpName = "FILE" };

    private readonly Option<string?> _tokenVariable = new("--token-env") { Description = "With --last: the environment variable that holds the token", HelpName = "NAME" };

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public LastOptions(Command command)
    {
        command.Options.Add(_last);
        command.Options.Add(_url);
        command.Options.Add(_tokenFile);
        command.Options.Add(_tokenVariable);
    }

    /// <summary>Whether requests are taken from a gateway.</summary>
    public bool IsSet(CommandResult result) => result.GetValue(_last);

    /// <summary>Whether requests are taken from a gateway.</summary>
    public bool IsSet(ParseResult result) => result.GetValue(_last);

    /// <summary>The callbacks, the oldest first; null after a fault that was reported.</summary>
    public async Task<RefusedCapture[]?> ReadAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var error = result.InvocationConfiguration.Error;
        var token = (result.GetValue(_tokenFile), result.GetValue(_tokenVariable)) switch
        {
            ({ } file, null) => File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : null,
            (null, { } variable) => Environment.GetEnvironmentVariable(variable),
            _ => null,
        };
        if (string.IsNullOrEmpty(token))
        {
            error.WriteLine("--last needs a token of the gateway: one of --token-file and --token-env, and something in it");
            return null;
        }

        var (captures, fault) = await RefusedClient.GetAsync(result.GetValue(_url)!, token, cancellationToken);
        if (fault is not null)
        {
            error.WriteLine(fault);
            return null;
        }

        return captures;
    }
}
