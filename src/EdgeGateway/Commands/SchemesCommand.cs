using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway schemes</c>: the schemes that ship, and one of them as it is written.</summary>
internal static class SchemesCommand
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var command = new Command("schemes", "List the schemes that ship: a provider's name, what its signature covers, how long it repeats a callback");
        command.SetAction(static result => List(result.InvocationConfiguration.Output));
        command.Subcommands.Add(CreateShow());
        return command;
    }

    private static Command CreateShow()
    {
        var name = new Argument<string>("NAME") { Description = "The scheme, without regard to case" };
        var command = new Command("show", "Print a scheme's object, ready to be copied into CallbackSchemes under another name") { name };
        command.SetAction(result => Show(result.GetRequiredValue(name), result.InvocationConfiguration));
        return command;
    }

    private static int List(TextWriter output)
    {
        output.WriteLine($"{"name",-18} {"signature",-52} {"covers",-8} {"repeats for",-13} {"evidence",-9} page");
        foreach (var scheme in SignatureSchemes.All)
        {
            output.WriteLine(
                $"{scheme.Name,-18} {SignatureOf(scheme),-52} {CoverageOf(scheme),-8} {scheme.RetryHorizon?.ToString() ?? "-",-13} {scheme.Evidence ?? "-",-9} {scheme.Documentation}");
        }

        return ExitCodes.Success;
    }

    private static int Show(string name, InvocationConfiguration console)
    {
        if (SignatureSchemes.Find(name) is not { } scheme)
        {
            var meant = NearestName.Find(name, SignatureSchemes.Names);
            console.Error.WriteLine($"there is no scheme '{name}'{(meant is null ? "; EdgeGateway schemes lists them" : $"; did you mean {meant}?")}");
            return ExitCodes.Failure;
        }

        if (scheme.Definition is null)
        {
            console.Error.WriteLine($"{scheme.Name} is written in code: there is no object to copy. {scheme.Documentation}");
            return ExitCodes.Failure;
        }

        console.Output.WriteLine(scheme.Definition.ToJsonString(_json));
        return ExitCodes.Success;
    }

    private static string SignatureOf(SignatureScheme scheme)
    {
        if (scheme.Definition is not { } definition)
        {
            return "HS256 token in the body";
        }

        if (definition["Signature"]?["From"] is not { } from)
        {
            return "none: the sender's address";
        }

        var algorithm = definition["Algorithm"] is JsonObject names ? string.Join('/', names.Select(static pair => pair.Value).Distinct()) : definition["Algorithm"]?.ToString();
        return $"{algorithm} in {from}";
    }

    private static string CoverageOf(SignatureScheme scheme) => JsonNamingPolicy.CamelCase.ConvertName(scheme.Coverage.ToString());
}
