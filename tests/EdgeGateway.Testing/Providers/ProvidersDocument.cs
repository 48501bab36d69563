using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Providers;

/// <summary>Writes <c>docs/providers.md</c> from the schemes that ship.</summary>
public static class ProvidersDocument
{
    /// <summary>The file, from the repository's root.</summary>
    public const string FileName = "docs/providers.md";

    /// <summary>Set to 1 it lets the test that compares write the file.</summary>
    public const string WriteVariable = "EDGEGATEWAY_WRITE_DOCUMENTS";

    /// <summary>The whole page.</summary>
    public static string Write() => string.Join('\n', [.. Head(), .. Table(), .. SignatureSchemes.All.SelectMany(ProviderSection.Lines)]).TrimEnd() + "\n";

    private static IEnumerable<string> Head() =>
    [
        "# Providers",
        "",
        $"The {SignatureSchemes.All.Length} schemes that ship, each with a configuration to paste. This page is written from the schemes themselves and compared with them by a",
        $"test; `{WriteVariable}=1 dotnet run --project tests/EdgeGateway.Tests -- -class \"*ProvidersDocument*\"` writes it anew. `EdgeGateway schemes` prints",
        "the list, and `EdgeGateway schemes show NAME` the whole object of one. What its members mean, and how to write one for a provider that is not",
        "here: [schemes](schemes.md).",
        "",
        "Each configuration is a route and a profile. It is laid over a file that has the merchant:",
        "",
        "```json",
        ProviderConfiguration.Merchant,
        "```",
        "",
        "`EdgeGateway run --config merchant.json --config stripe.json` takes both, and `EdgeGateway validate` with the same arguments checks them and says what they",
        "leave to you ([what it warns of](operations.md#the-gateway-warns-when-it-starts)). Secrets are environment variables, or files of the same name in the",
        "directory of `--secrets`. Where the provider's addresses are published, copying them into `AllowedNetworks` keeps others out, and you then follow the",
        "provider's changes of them.",
        "",
        "Evidence says how well the facts are known:",
        "",
        .. SchemeWords.EvidenceLetters.Select(static known => $"- **{known.Letter}**: {known.Words}."),
        "",
        "What is not documented is a default that a profile can change: the acknowledgement, the identity, the retention.",
        "",
    ];

    private static IEnumerable<string> Table() =>
    [
        "| Scheme | Signature | Covers | Names the event | Acknowledged by | Repeats for | Evidence |",
        "|---|---|---|---|---|---|---|",
        .. SignatureSchemes.All.Select(static scheme =>
            $"| [{scheme.Name}](#{scheme.Name.ToLowerInvariant()}) | {SchemeWords.Signature(scheme)} | {SchemeWords.Coverage(scheme)} | {SchemeWords.Identity(scheme)} "
            + $"| {SchemeWords.Acknowledgement(scheme)} | {SchemeWords.Time(scheme.RetryHorizon)} | {SchemeWords.Letters(scheme)} |"),
        "",
    ];
}
