using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>
/// Converts a profile's secrets to keys. A placeholder that was not replaced would be a secret that everyone knows, so these are refused:
/// nothing but white space, dots or asterisks; <c>${NAME}</c>, <c>$(NAME)</c>, <c>{{NAME}}</c>, <c>%NAME%</c>, <c>&lt;name&gt;</c>; and
/// <see cref="_standIns"/>, whatever their case and punctuation. No message holds a value.
/// </summary>
internal static class SecretRules
{
    private static readonly FrozenSet<string> _standIns = new[]
    {
        "changeme", "changeit", "replaceme", "replacethis", "fillme", "placeholder", "todo", "fixme", "tbd", "xxx", "yoursecret",
        "yoursecretkey", "yoursecrethere", "mysecret", "redacted", "null", "none", "undefined",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Start, string End)[] _brackets = [("${", "}"), ("$(", ")"), ("{{", "}}"), ("%", "%"), ("<", ">")];

    /// <param name="path">The path of the secrets.</param>
    /// <param name="options">The profile's options.</param>
    /// <param name="scheme">Defines how keys are written; null if unknown.</param>
    /// <param name="faults">Receives the faults.</param>
    public static KeyRing Read(string path, CallbackProfileOptions options, SignatureScheme? scheme, FaultList faults)
    {
        var secrets = options.Secrets;
        if (scheme is { NeedsKeys: false })
        {
            CheckKeyless(path, options, scheme, faults);
            return new KeyRing([]);
        }

        if (secrets.Count == 0 && !faults.Has(path))
        {
            var name = path.Replace(":", "__", StringComparison.Ordinal) + "__k1";
            faults.Add(path, $"no secret; give one in the environment variable {name} or in a file of that name in the --secrets directory");
        }

        foreach (var (id, secret) in secrets)
        {
            if (!ProfileName.IsValid(id))
            {
                // The name is not shown: if name and value were swapped, it is the secret.
                faults.Add(path, $"a key's id must be {ProfileName.Expectation}");
            }
            else if (secret is not null && FindFault(secret, scheme) is { } fault)
            {
                faults.Add($"{path}:{id}", fault);
            }
        }

        return new KeyRing([.. secrets
            .OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => new SigningKey(pair.Key, OctetsOf(pair.Value ?? string.Empty, scheme)))]);
    }

    private static void CheckKeyless(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.Secrets.Count > 0)
        {
            faults.Add(path, $"means nothing for {scheme.Name}, which does not sign");
        }

        if (options.AllowedNetworks.Count == 0)
        {
            faults.Add(
                path[..path.LastIndexOf(':')] + $":{nameof(options.AllowedNetworks)}",
                $"missing; {scheme.Name} does not sign, and the sender's address is all that shows who it is{Published(scheme)}");
        }
    }

    private static string Published(SignatureScheme scheme) =>
        scheme.Networks.IsEmpty ? "" : $"; it publishes {string.Join(", ", scheme.Networks)}";

    private static byte[] OctetsOf(string secret, SignatureScheme? scheme)
    {
        var octets = Encoding.UTF8.GetBytes(secret);
        return scheme is null || scheme.ReadKey(secret, out var read) is not null ? octets : read;
    }

    /// <summary>What is wrong with a secret, without any part of it; null if it is valid.</summary>
    public static string? FindFault(string secret, SignatureScheme? scheme)
    {
        if (scheme is { HasPublicKeys: true } && !string.IsNullOrWhiteSpace(secret))
        {
            return scheme.ReadKey(secret, out _);
        }

        if (string.IsNullOrWhiteSpace(secret))
        {
            return "the secret is empty";
        }

        if (IsStandIn(secret.Trim()))
        {
            return "the secret is a stand-in that was never replaced";
        }

        if (secret.Length > 1 && secret[0] is '"' or '\'' && secret[^1] == secret[0])
        {
            return "the secret is in quotes, which would be a part of it; remove them";
        }

        return secret.Length == secret.Trim().Length ? scheme?.ReadKey(secret, out _) : "the secret has white space at its beginning or end";
    }

    private static bool IsStandIn(string secret) =>
        secret.AsSpan().IndexOfAnyExcept("….*") < 0
        || Array.Exists(_brackets, pair => secret.StartsWith(pair.Start, StringComparison.Ordinal) && secret.EndsWith(pair.End, StringComparison.Ordinal))
        || _standIns.Contains(string.Concat(secret.Where(char.IsAsciiLetterOrDigit)));
}
