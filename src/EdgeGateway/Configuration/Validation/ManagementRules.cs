using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates the tokens of the management endpoint, and what needs one. No message holds a token.</summary>
internal static class ManagementRules
{
    /// <summary>Fewer characters could be guessed if they are not random.</summary>
    private const int MinLength = 24;

    public static void Check(ManagementOptions management, DiagnosticsOptions diagnostics, FaultList faults)
    {
        const string path = $"{KnownSections.Management}:{nameof(management.Tokens)}";
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, token) in management.Tokens)
        {
            if (!ProfileName.IsValid(name))
            {
                faults.Add(path, $"a token's name must be {ProfileName.Expectation}");
                continue;
            }

            var at = $"{path}:{name}:{nameof(token.Value)}";
            if (string.IsNullOrEmpty(token.Value))
            {
                faults.Add(at, $"no token; give one in the environment variable {at.Replace(":", "__", StringComparison.Ordinal)} or in a file of that name in the --secrets directory");
            }
            else if (SecretRules.FindFault(token.Value, scheme: null) is { } fault)
            {
                faults.Add(at, fault);
            }
            else if (token.Value.Length < MinLength || !token.Value.All(static character => character is > ' ' and < '\u007F'))
            {
                faults.Add(at, $"a token has at least {MinLength} characters, all of them visible ASCII; openssl rand -hex 32 makes one");
            }
            else if (!known.Add(token.Value))
            {
                faults.Add(at, "another name has the same token");
            }
        }

        if (diagnostics.KeepRefused && management.Tokens.Count == 0)
        {
            faults.Add($"{KnownSections.Diagnostics}:{nameof(diagnostics.KeepRefused)}", $"needs a token in {path}: without one, nobody could read what is kept");
        }
    }
}
