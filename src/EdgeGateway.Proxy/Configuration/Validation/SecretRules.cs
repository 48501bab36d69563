using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>
/// Turns a profile's secrets into keys. A stand-in left in a file would be a secret that everyone knows, so these are refused:
/// nothing but white space, dots or asterisks; <c>${NAME}</c>, <c>$(NAME)</c>, <c>{{NAME}}</c>, <c>%NAME%</c>, <c>&lt;name&gt;</c>;
/// and <see cref="_standIns"/>, whatever their case and punctuation. No message holds a value.
/// </summary>
internal static class SecretRules
{
    private static readonly FrozenSet<string> _standIns = new[]
    {
        "changeme", "changeit", "replaceme", "replacethis", "fillme", "placeholder", "todo", "fixme", "tbd", "xxx", "yoursecret",
        "yoursecretkey", "yoursecrethere", "mysecret", "redacted", "null", "none", "undefined",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Start, string End)[] _brackets = [("${", "}"), ("$(", ")"), ("{{", "}}"), ("%", "%"), ("<", ">")];

    public static KeyRing Read(string path, Dictionary<string, string> secrets, FaultList faults)
    {
        if (secrets.Count == 0 && !faults.Has(path))
        {
            var name = path.Replace(":", "__", StringComparison.Ordinal) + "__k1";
            faults.Add(path, $"no secret; give one in the environment variable {name} or in a file of that name in the --secrets directory");
        }

        foreach (var (id, secret) in secrets)
        {
            if (!ProfileName.IsValid(id))
            {
                // Without the name: whoever mixed up the two sides has the secret there.
                faults.Add(path, $"a key's id must be {ProfileName.Expectation}");
            }
            else if (secret is not null && FindFault(secret) is { } fault)
            {
                faults.Add($"{path}:{id}", fault);
            }
        }

        return new KeyRing([.. secrets
            .OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(static pair => new SigningKey(pair.Key, Encoding.UTF8.GetBytes(pair.Value ?? string.Empty)))]);
    }

    private static string? FindFault(string secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return "the secret is empty";
        }

        if (IsStandIn(secret.Trim()))
        {
            return "the secret is a stand-in that was never replaced";
        }

        return secret.Length == secret.Trim().Length ? null : "the secret has white space at its beginning or end";
    }

    private static bool IsStandIn(string secret) =>
        secret.AsSpan().IndexOfAnyExcept("….*") < 0
        || Array.Exists(_brackets, pair => secret.StartsWith(pair.Start, StringComparison.Ordinal) && secret.EndsWith(pair.End, StringComparison.Ordinal))
        || _standIns.Contains(string.Concat(secret.Where(char.IsAsciiLetterOrDigit)));
}
