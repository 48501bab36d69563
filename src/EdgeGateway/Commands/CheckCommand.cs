using System.CommandLine;
using System.Text.Json;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Hosting;
using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway check</c>: validates the configuration, and says what should be otherwise in production.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var output = new Option<CheckFormat>("--output")
        {
            Description = "text for people, json for programs, sarif for code hosting services",
            HelpName = "text|json|sarif",
            DefaultValueFactory = static _ => CheckFormat.Text,
        };
        var command = new ExampleCommand(
            "check",
            "Say what is wrong with the configuration, and what is risky in production. Exit code 0: at most notes; 1: warnings; 78: not valid",
            "EdgeGateway check --config gateway.json",
            "EdgeGateway check --config gateway.json --output sarif > gateway.sarif")
        {
            output,
        };
        var options = new GatewayOptions(command);
        command.SetAction((result, _) => CheckAsync(options.Read(result), result.GetValue(output), result.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> CheckAsync(GatewayArguments arguments, CheckFormat format, TextWriter output)
    {
        var findings = await FindAsync(arguments);
        switch (format)
        {
            case CheckFormat.Json:
                OutputOption.WriteJson(output, findings);
                break;
            case CheckFormat.Sarif:
                OutputOption.WriteJson(output, SarifReport.Create(findings, arguments.ConfigFiles is [var file, ..] ? file : GatewayArguments.DefaultConfigFile));
                break;
            default:
                Write(findings, Terminal.Create(output));
                break;
        }

        return findings.Any(static finding => finding.Severity == AdviceSeverity.Error) ? ExitCodes.Configuration
            : findings.Any(static finding => finding.Severity == AdviceSeverity.Warning) ? ExitCodes.Failure
            : ExitCodes.Success;
    }

    private static async Task<List<ConfigurationAdvice>> FindAsync(GatewayArguments arguments)
    {
        try
        {
            var (configuration, deployment) = ConfigurationLoader.Load(
                arguments, static (settings, configuration) => (configuration, DeploymentAdvice.Find(settings, configuration.Profiles, configuration.Ledger)));
            IEnumerable<ConfigurationAdvice> findings =
            [
                .. configuration.Warnings.Select(static line => OfLine("unintended", AdviceSeverity.Warning, line)),
                .. configuration.Advice,
                .. deployment,
                .. await RedisAdvice.FindAsync(configuration.Ledger),
            ];
            return [.. findings.OrderByDescending(static finding => finding.Severity)];
        }
        catch (ConfigurationException exception)
        {
            return [.. exception.Faults.Select(static line => OfLine("not-valid", AdviceSeverity.Error, line))];
        }
    }

    /// <summary>Lines are a path, a colon and the reason, in which a semicolon may introduce the remedy.</summary>
    private static ConfigurationAdvice OfLine(string rule, AdviceSeverity severity, string line)
    {
        var parts = line.Split(": ", 2);
        return new ConfigurationAdvice(rule, severity, parts[0], parts[^1], "");
    }

    private static void Write(List<ConfigurationAdvice> findings, IAnsiConsole console)
    {
        // Not as markup, in which Spectre takes :cactus: for an emoji.
        foreach (var finding in findings)
        {
            console.Write(Word(finding.Severity), new Style(finding.Severity switch
            {
                AdviceSeverity.Error => Color.Red,
                AdviceSeverity.Warning => Color.Yellow,
                _ => Color.Blue,
            }));
            console.WriteLine($"  {finding.Path}");
            console.WriteLine($"  {finding.Reason}");
            if (finding.Remedy.Length > 0)
            {
                console.WriteLine($"  -> {finding.Remedy}");
            }
        }

        var counts = findings.GroupBy(static finding => finding.Severity).Select(static group => $"{group.Count()} {Word(group.Key)}{(group.Count() == 1 ? "" : "s")}");
        console.WriteLine(findings.Count == 0 ? "nothing to say: the configuration is valid" : string.Join(", ", counts));
    }

    private static string Word(AdviceSeverity severity) => JsonNamingPolicy.CamelCase.ConvertName(severity.ToString());
}
