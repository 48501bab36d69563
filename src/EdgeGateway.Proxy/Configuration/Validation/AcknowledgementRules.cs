using System.Text.Json;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>Lays a profile's acknowledgement over the scheme's.</summary>
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

        return options is { JsonField: { } field, Expected: { } expected }
            ? AcknowledgementRule.ForJsonField(status, field, expected)
            : WithStatus(scheme, status);
    }

    /// <summary>The scheme's say over the body stays: a status alone must not turn a refusal in the body into an acknowledgement.</summary>
    private static AcknowledgementRule WithStatus(AcknowledgementRule scheme, StatusRange status)
    {
        if (!scheme.ReadsBody)
        {
            return AcknowledgementRule.ForStatus(status);
        }

        // A rule shows its field only in the answer that satisfies it.
        using var answer = JsonDocument.Parse(scheme.ShortestAnswer(status.First).Body);
        var field = answer.RootElement.EnumerateObject().Single();
        return AcknowledgementRule.ForJsonField(status, field.Name, field.Value.ToString());
    }
}
