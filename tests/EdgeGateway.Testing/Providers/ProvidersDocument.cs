using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Providers;

/// <summary>Generates <c>docs/providers.md</c> from the built-in schemes.</summary>
public static class ProvidersDocument
{
    /// <summary>The file, from the repository's root.</summary>
    public const string FileName = "docs/providers.md";

    /// <summary>The environment variable that, if set to 1, makes the test write the file.</summary>
    public const string WriteVariable = "EDGEGATEWAY_WRITE_DOCUMENTS";

    /// <summary>The whole page.</summary>
    public static string Write() => string.Join('\n', [.. Head(), .. Table(), .. SignatureSchemes.All.SelectMany(ProviderSection.Lines)]).TrimEnd() + "\n";

    private static IEnumerable<string> Head() =>
    [
        "# Providers",
        "",
        $"The {SignatureSchemes.All.Length} built-in schemes, each with a configuration to paste. This page is generated from the schemes and checked by a",
        $"test; `{WriteVariable}=1 dotnet run --project tests/EdgeGateway.Tests -- -class \"*ProvidersDocument*\"` rewrites it. `EdgeGateway schemes` prints",
        "the list, and `EdgeGateway schemes show NAME` a complete scheme. For its members, and how to write one for another provider, see",
        "[schemes](schemes.md).",
        "",
        "Each configuration is a route and a profile, to be combined with a file that defines the merchant:",
        "",
        "```json",
        ProviderConfiguration.Merchant,
        "```",
        "",
        "`EdgeGateway run --config merchant.json --config stripe.json` uses both, and `EdgeGateway validate` with the same arguments checks them and lists the",
        "remaining risks ([the warnings](operations.md#the-gateway-warns-when-it-starts)). Secrets are environment variables, or files of the same name in the",
        "directory of `--secrets`. If the provider publishes its addresses, copy them to `AllowedNetworks` to exclude other senders, and follow the",
        "provider's changes.",
        "",
        "Evidence shows what the facts are based on:",
        "",
        .. SchemeWords.EvidenceLetters.Select(static known => $"- **{known.Letter}**: {known.Words}."),
        "",
        "Undocumented properties have defaults that a profile can change: the acknowledgement, the identity, the retention.",
        "",
    ];

    private static IEnumerable<string> Table() =>
    [
        "| Scheme | Signature | Covers | Identifies the event | Acknowledged by | Retries for | Evidence |",
        "|---|---|---|---|---|---|---|",
        .. SignatureSchemes.All.Select(static scheme =>
            $"| [{scheme.Name}](#{scheme.Name.ToLowerInvariant()}) | {SchemeWords.Signature(scheme)} | {SchemeWords.Coverage(scheme)} | {SchemeWords.Identity(scheme)} "
            + $"| {SchemeWords.Acknowledgement(scheme)} | {SchemeWords.Time(scheme.RetryHorizon)} | {SchemeWords.Letters(scheme)} |"),
        "",
    ];
}
