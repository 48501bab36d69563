using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Merges a profile's acknowledgement with the scheme's.</summary>
internal static class AcknowledgementRules
{
    public static AcknowledgementRule Read(string path, AcknowledgementOptions? options, AcknowledgementRule scheme, FaultList faults)
    {
        if (options is null)
        {
            return scheme;
        }

        var status = scheme.Status;
        if (options.Status is not null && !StatusRange.TryParse(options.Status, out status))
        {
            faults.Add($"{path}:Status", $"'{options.Status}' is not 2xx or one status from 200 to 299");
        }

        if (options.JsonField is null != options.Expected is null)
        {
            var (given, missing) = options.JsonField is null ? ("Equals", "JsonField") : ("JsonField", "Equals");
            faults.Add($"{path}:{given}", $"means nothing without {missing}");
        }

        if (options.JsonField is { Length: 0 })
        {
            faults.Add($"{path}:JsonField", "the name is empty");
        }

        // With only a status, the scheme's body check still applies: a refusal in the body must not become an acknowledgement.
        return options is { JsonField: { } field, Expected: { } expected }
            ? AcknowledgementRule.ForJsonField(status, field, expected)
            : scheme.WithStatus(status);
    }
}
