using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Setup;
using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway init</c>: writes a first configuration.</summary>
internal sealed class InitCommand
{
    private readonly Option<string?> _schemes = new("--scheme") { Description = "The providers, such as stripe,adyen; EdgeGateway schemes lists them", HelpName = "NAMES" };
    private readonly Option<string?> _merchant = new("--merchant") { Description = "Your application, such as http://127.0.0.1:9000", HelpName = "URL" };
    private readonly Option<string?> _publicUrl = new("--public-url") { Description = "The gateway's address at the provider, for schemes that sign it", HelpName = "URL" };
    private readonly Option<string[]> _parameters = new("--parameter") { Description = "A parameter of a scheme, such as webhook_id=8PT597110X687430LKGECATA", HelpName = "NAME=VALUE" };
    private readonly Option<string> _directory = new("--directory") { Description = "Where to write", HelpName = "DIR", DefaultValueFactory = static _ => "." };

    /// <summary>For tests, which answer questions.</summary>
    private readonly Func<TextWriter, IAnsiConsole?> _terminal;

    private InitCommand(Func<TextWriter, IAnsiConsole?> terminal) => _terminal = terminal;

    public static Command Create() => Create(
        static output => Terminal.IsTerminal(output) && !Console.IsInputRedirected ? Terminal.Create(output) : null);

    /// <param name="terminal">The terminal to ask questions on; null if there is none.</param>
    public static Command Create(Func<TextWriter, IAnsiConsole?> terminal)
    {
        var init = new InitCommand(terminal);
        var command = new ExampleCommand(
            "init",
            "Write a first configuration for some providers; asks for what no option says",
            "EdgeGateway init --scheme stripe,adyen --merchant http://127.0.0.1:9000")
        {
            init._schemes, init._merchant, init._publicUrl, init._parameters, init._directory,
        };
        init._schemes.CompletionSources.Add(static _ => SignatureSchemes.Names.Select(static name => new CompletionItem(name)));
        command.SetAction(init.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var console = result.InvocationConfiguration;
        var folder = new GatewayFolder(result.GetValue(_directory)!);
        if (File.Exists(folder.ConfigFile))
        {
            console.Error.WriteLine($"{folder.ConfigFile} exists already, and is left as it is. Name another --directory, or remove it.");
            return ExitCodes.Failure;
        }

        var terminal = _terminal(console.Output);
        if (Read(result, terminal is null ? null : new SetupQuestions(terminal), out var answers) is { } fault)
        {
            console.Error.WriteLine(fault);
            return ExitCodes.Usage;
        }

        try
        {
            WriteNext(folder, answers!, folder.Write(answers!), console.Output);
            return ExitCodes.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"cannot write: {exception.Message}");
            return ExitCodes.Failure;
        }
    }

    /// <summary>Reads the options, and asks for the rest.</summary>
    /// <returns>The fault, or null.</returns>
    private string? Read(ParseResult result, SetupQuestions? questions, out SetupAnswers? answers)
    {
        answers = null;
        var named = result.GetValue(_schemes);
        if (named is null && questions is null)
        {
            return "name the providers: --scheme stripe,adyen";
        }

        var schemes = named is null ? questions!.AskSchemes() : [];
        if (named is not null && SchemeNames.Read(named, out schemes) is { } unknown)
        {
            return unknown;
        }

        var isUrl = TryReadUrl(result.GetValue(_merchant), "http://127.0.0.1:9000", questions, "Where is your application?", out var merchant);
        if (!isUrl)
        {
            return $"'{result.GetValue(_merchant)}' is not an address such as http://127.0.0.1:9000";
        }

        Uri? publicUrl = null;
        if (schemes.FirstOrDefault(static scheme => scheme.SignsUrl) is { } signing
            && !TryReadUrl(result.GetValue(_publicUrl), null, questions, $"{signing.Title} signs the address that it calls. Which is it, without the path?", out publicUrl))
        {
            return $"{signing.Title} signs the address that it calls: name it with --public-url https://shop.example";
        }

        var parameters = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in result.GetValue(_parameters)!.Select(static pair => pair.Split('=', 2)).Where(static pair => pair.Length == 2))
        {
            parameters[pair[0]] = pair[1];
        }

        foreach (var (scheme, parameter) in schemes.SelectMany(static scheme => scheme.Parameters.Select(parameter => (scheme, parameter))))
        {
            if (!parameters.ContainsKey(parameter))
            {
                if (questions is null)
                {
                    return $"{scheme.Title} needs a parameter: --parameter {parameter}=VALUE";
                }

                parameters[parameter] = questions.AskParameter(scheme, parameter);
            }
        }

        answers = new SetupAnswers
        {
            Schemes = schemes,
            Merchant = merchant!,
            PublicUrl = publicUrl,
            Parameters = parameters.ToImmutable(),
            Secrets = questions is null ? ImmutableDictionary<string, string>.Empty : schemes.Where(static scheme => scheme.NeedsKeys)
                .ToImmutableDictionary(static scheme => ProviderProfile.SecretNameOf(scheme)!, scheme => questions.AskSecret(scheme).Trim()),
        };
        return null;
    }

    private static bool TryReadUrl(string? text, string? otherwise, SetupQuestions? questions, string question, out Uri? url)
    {
        url = text is not null ? SchemeNames.ReadUrl(text)
            : questions is not null ? questions.AskUrl(question, otherwise)
            : otherwise is null ? null
            : new Uri(otherwise);
        return url is not null;
    }

    private static void WriteNext(GatewayFolder folder, SetupAnswers answers, ImmutableArray<string> missing, TextWriter output)
    {
        output.WriteLine($"Written: {folder.ConfigFile}, and {folder.SecretsDirectory} for the secrets (readable by you only).");
        foreach (var file in missing)
        {
            output.WriteLine($"Put the provider's secret into {file}");
        }

        foreach (var scheme in answers.Schemes.Where(ProviderProfile.NamesItsKey))
        {
            output.WriteLine($"{scheme.Title} names its key in each callback: replace KEYID in the file's name with the key's id at the provider.");
        }

        output.WriteLine();
        output.WriteLine($"EdgeGateway check --config {folder.ConfigFile} --secrets {folder.SecretsDirectory}");
        output.WriteLine($"EdgeGateway run --config {folder.ConfigFile} --secrets {folder.SecretsDirectory}");
    }
}
