using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway schemes</c>: lists the built-in schemes or prints one of them.</summary>
internal static class SchemesCommand
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var command = new ExampleCommand("schemes", "List the schemes that ship: name, signature, what it covers, how long the provider repeats a callback, evidence and the provider's page", "EdgeGateway schemes");
        command.SetAction(static result => List(result.InvocationConfiguration.Output));
        command.Subcommands.Add(CreateShow());
        return command;
    }

    private static ExampleCommand CreateShow()
    {
        var name = new Argument<string>("NAME") { Description = "The scheme, without regard to case" };
        var command = new ExampleCommand("show", "Print a scheme's object, ready to be copied into CallbackSchemes under another name", "EdgeGateway schemes show stripe") { name };
        name.CompletionSources.Add(static _ => SignatureSchemes.Names.Select(static known => new CompletionItem(known)));
        command.SetAction(result => Show(result.GetRequiredValue(name), result.InvocationConfiguration));
        return command;
    }

    private static int List(TextWriter output)
    {
        string[][] rows =
        [
            ["name", "signature", "covers", "repeats for", "evidence", "page"],
            .. SignatureSchemes.All.Select(static scheme => new[]
            {
                scheme.Name, SignatureOf(scheme), CoverageOf(scheme), scheme.RetryHorizon?.ToString() ?? "-", EvidenceOf(scheme), $"{scheme.Documentation}",
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
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

    /// <summary>The letters of the evidence, without the remarks.</summary>
    private static string EvidenceOf(SignatureScheme scheme) =>
        (scheme.Evidence?.Split('(')[0].Trim() ?? "-") + (scheme.HasThirdPartyEvidenceOnly ? " (third-party only)" : "");

    private static string CoverageOf(SignatureScheme scheme) => JsonNamingPolicy.CamelCase.ConvertName(scheme.Coverage.ToString());
}
