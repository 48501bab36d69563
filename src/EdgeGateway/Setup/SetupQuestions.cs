using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;
using Spectre.Console;

namespace EdgeGateway.Setup;

/// <summary>Asks on a terminal for what the options of <c>init</c> left open.</summary>
/// <param name="console">The terminal.</param>
internal sealed class SetupQuestions(IAnsiConsole console)
{
    public ImmutableArray<SignatureScheme> AskSchemes()
    {
        var text = console.Prompt(new TextPrompt<string>("Which providers? Names with commas between, such as stripe,adyen:")
            .Validate(static names => SchemeNames.Read(names, out _) is { } fault ? ValidationResult.Error(Markup.Escape(fault)) : ValidationResult.Success()));
        SchemeNames.Read(text, out var schemes);
        return schemes;
    }

    public Uri AskUrl(string question, string? otherwise)
    {
        var prompt = new TextPrompt<string>(Markup.Escape(question))
            .Validate(static text => SchemeNames.ReadUrl(text) is null ? ValidationResult.Error("not an address such as http://127.0.0.1:9000") : ValidationResult.Success());
        return SchemeNames.ReadUrl(console.Prompt(otherwise is null ? prompt : prompt.DefaultValue(otherwise)))!;
    }

    public string AskParameter(SignatureScheme scheme, string parameter) => console.Prompt(new TextPrompt<string>(Markup.Escape($"{scheme.Title}'s {parameter}:")));

    /// <summary>Asks without showing what is typed; empty if it is to be filled in later.</summary>
    public string AskSecret(SignatureScheme scheme) => console.Prompt(
        new TextPrompt<string>(Markup.Escape($"{scheme.Title}'s {(scheme.HasPublicKeys ? "public key (base64, one line)" : "secret")}, or nothing to fill it in later:")).Secret(null).AllowEmpty());
}
