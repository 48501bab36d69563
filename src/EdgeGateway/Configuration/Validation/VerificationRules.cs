using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates a profile's verification settings.</summary>
internal static class VerificationRules
{
    public static VerificationSettings Read(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.DropEmptyEverywhere && scheme != SignatureSchemes.TarlanAgws && scheme != SignatureSchemes.TarlanAcquiring)
        {
            faults.Add(
                $"{path}:{nameof(options.DropEmptyEverywhere)}",
                $"only for {SignatureSchemes.TarlanAgws.Name} and {SignatureSchemes.TarlanAcquiring.Name}, not for {scheme.Name}");
        }

        if (scheme.SignsNesting)
        {
            RefuseJoinedStringSettings(path, options, scheme, faults);
        }

        CheckNames($"{path}:{nameof(options.ObjectFields)}", options.ObjectFields, faults);
        CheckNames($"{path}:{nameof(options.AllowedQuery)}", options.AllowedQuery, faults);
        return new VerificationSettings
        {
            ClockSkew = options.ClockSkew,
            TokenBinding = options.TokenBinding,
            DropEmptyEverywhere = options.DropEmptyEverywhere,
            AllowAmbiguousValues = options.AllowAmbiguousValues,
            ObjectFields = [.. options.ObjectFields],
            AllowedQuery = [.. options.AllowedQuery],
        };
    }

    private static void RefuseJoinedStringSettings(string path, CallbackProfileOptions options, SignatureScheme scheme, FaultList faults)
    {
        if (options.AllowAmbiguousValues)
        {
            faults.Add($"{path}:{nameof(options.AllowAmbiguousValues)}", $"only for {JoinedSchemes()}, not for {scheme.Name}");
        }

        if (options.ObjectFields.Count > 0)
        {
            faults.Add($"{path}:{nameof(options.ObjectFields)}", $"only for {JoinedSchemes()}, not for {scheme.Name}");
        }
    }

    private static string JoinedSchemes() =>
        string.Join(", ", SignatureSchemes.All.Where(static known => !known.SignsNesting).Select(static known => known.Name));

    private static void CheckNames(string path, IList<string> names, FaultList faults)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(names[index]))
            {
                faults.Add($"{path}:{index}", "the name of a field is empty");
            }
        }
    }
}
