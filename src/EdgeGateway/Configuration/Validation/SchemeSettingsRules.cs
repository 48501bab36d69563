using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates a profile's settings for a scheme as data: the address, the parameters and the requirements.</summary>
internal static class SchemeSettingsRules
{
    /// <summary>Checks of more fields belong in the merchant's code.</summary>
    private const int MaxRequirements = 16;

    /// <summary>The verification settings of the profile.</summary>
    public static VerificationSettings Read(string path, CallbackProfileOptions options, SignatureScheme scheme, VerificationSettings settings, FaultList faults)
    {
        CheckUrl(path, options, scheme, faults);
        CheckParameters(path, options, scheme, faults);
        CheckTimestamp(path, options, scheme, faults);
        CheckTolerance(path, options, scheme, faults);
        CheckDistinct(path, options, scheme, faults);
        CheckConflicts(path, options, scheme, faults);
        return settings with
        {
            PublicUrl = options.PublicUrl,
            Parameters = options.Parameters.ToFrozenDictionary(static pair => pair.Key, static pair => pair.Value ?? "", StringComparer.OrdinalIgnoreCase),
            TimestampPast = options.Timestamp?.Past,
            TimestampFuture = options.Timestamp?.Future,
            Require = ReadRequirements($"{path}:{nameof(options.Require)}", options.Require, scheme, faults),
            DistinctValues = [.. options.DistinctValues],
        };
    }

    private static void CheckUrl(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        var at = $"{path}:{nameof(options.PublicUrl)}";
        if (options.PublicUrl is null)
        {
            if (scheme.SignsUrl)
            {
                faults.Add(at, $"missing; {scheme.Name} signs the address that is registered at the provider, to the letter, such as https://shop.example/callbacks/{scheme.Name}");
            }
        }
        else if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || options.PublicUrl.Contains('#', StringComparison.Ordinal))
        {
            faults.Add(at, $"'{options.PublicUrl}' is not an absolute address such as https://shop.example/callbacks/{scheme.Name}");
        }
    }

    private static void CheckParameters(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        var at = $"{path}:{nameof(options.Parameters)}";
        foreach (var name in scheme.Parameters.Where(name => !options.Parameters.ContainsKey(name)))
        {
            faults.Add($"{at}:{name}", $"missing; {scheme.Name} signs it, or finds the signature by it");
        }

        foreach (var (name, value) in options.Parameters)
        {
            if (!scheme.Parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var known = scheme.Parameters.IsEmpty ? "it has none" : $"it has {string.Join(", ", scheme.Parameters)}";
                faults.Add($"{at}:{name}", $"{scheme.Name} has no such parameter; {known}");
            }
            else if (string.IsNullOrEmpty(value))
            {
                faults.Add($"{at}:{name}", "is empty");
            }
        }
    }

    private static void CheckTimestamp(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.Timestamp is { Past: not null } or { Future: not null } && (!scheme.SignsTime || scheme == SignatureSchemes.CryptoCloud))
        {
            faults.Add($"{path}:{nameof(options.Timestamp)}", $"means nothing for {scheme.Name}, which {(scheme.SignsTime ? "has ClockSkew" : "signs no time")}");
        }
    }

    /// <summary>Within the tolerance a captured callback still verifies, and only the ledger knows that it was delivered.</summary>
    private static void CheckTolerance(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        var retention = options.Retention ?? CallbackProfile.DefaultRetention(scheme);
        if ((options.Timestamp?.Past ?? scheme.TimestampPast) is { } past && past > retention && !faults.Has($"{path}:{nameof(options.Retention)}"))
        {
            faults.Add(
                $"{path}:{nameof(options.Retention)}",
                $"{retention} must not be shorter than the tolerance of the signed time, {past}: a captured callback would verify after it was forgotten");
        }
    }

    private static void CheckDistinct(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.DistinctValues.Count > 0 && !scheme.HasDistinctValues)
        {
            faults.Add($"{path}:{nameof(options.DistinctValues)}", $"means nothing for {scheme.Name}, which has no Distinct");
        }
    }

    private static void CheckConflicts(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.OnConflict == ConflictPolicy.Refuse && scheme.HasUnsignedIdentity)
        {
            faults.Add(
                $"{path}:{nameof(options.OnConflict)}",
                $"must not be Refuse: {scheme.Name} does not sign what names an event, so that anyone could make another callback vanish by taking its id");
        }
    }

    private static ImmutableArray<Requirement> ReadRequirements(
        string path, Dictionary<string, string> options, SignatureScheme scheme, FaultList faults)
    {
        if (options.Count > MaxRequirements)
        {
            faults.Add(path, $"more than {MaxRequirements} fields");
            return [];
        }

        foreach (var (name, value) in options)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Split('.').Any(static part => part.Length == 0))
            {
                faults.Add($"{path}:{name}", "is not a field such as livemode or data.mode");
            }
            else if (!scheme.Signs(name))
            {
                faults.Add($"{path}:{name}", $"{scheme.Name} does not sign it, so that anyone could write what is required");
            }
            else if (string.IsNullOrEmpty(value))
            {
                faults.Add($"{path}:{name}", "the value is empty; write the text that the field must have");
            }
        }

        return [.. options.Where(static pair => !string.IsNullOrEmpty(pair.Value)).Select(static pair => new Requirement(pair.Key, pair.Value))];
    }
}
