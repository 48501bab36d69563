using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Providers;

/// <summary>The section of the page for one scheme.</summary>
internal static class ProviderSection
{
    /// <summary>The section's lines.</summary>
    public static IEnumerable<string> Lines(SignatureScheme scheme)
    {
        yield return $"## {scheme.Name}";
        yield return "";
        yield return $"**{scheme.Title}**, read from <{scheme.Documentation}>.";
        yield return "";
        yield return $"- Signature: {SchemeWords.Signature(scheme)}{Writing(scheme.Definition?["Signature"])}.";
        foreach (var line in Signed(scheme))
        {
            yield return line;
        }

        yield return $"- Covers: {Coverage(scheme)}.";
        yield return $"- Time: {Time(scheme)}.";
        yield return $"- Names the event: {SchemeWords.Identity(scheme)}{Unsigned(scheme)}.";
        yield return $"- Acknowledged by: {SchemeWords.Acknowledgement(scheme)}.";
        yield return $"- Repeats for: {SchemeWords.Time(scheme.RetryHorizon)}{Retries(scheme)}. Waits for an answer: {SchemeWords.Time(scheme.ProviderTimeout)}.";
        yield return $"- Amount: {SchemeWords.Amount(scheme)}";
        yield return $"- Published addresses: {(scheme.Networks.IsEmpty ? "none known" : string.Join(", ", scheme.Networks.Select(static network => $"`{network}`")))}.";
        yield return $"- Evidence: {SchemeWords.Evidence(scheme)}.";
        yield return "";
        foreach (var line in Configuration(scheme))
        {
            yield return line;
        }

        if (!scheme.Notes.IsEmpty)
        {
            yield return "What to know:";
            yield return "";
            foreach (var note in scheme.Notes)
            {
                yield return $"- {note}";
            }

            yield return "";
        }
    }

    /// <summary>The waits between the attempts, equal ones counted.</summary>
    private static string Retries(SignatureScheme scheme)
    {
        var runs = new List<(TimeSpan Wait, int Count)>();
        foreach (var wait in scheme.Retries)
        {
            if (runs is [.., var last] && last.Wait == wait)
            {
                runs[^1] = (wait, last.Count + 1);
            }
            else
            {
                runs.Add((wait, 1));
            }
        }

        return runs.Count == 0 ? "" : $", after {string.Join(", ", runs.Select(static run => $"{(run.Count > 1 ? $"{run.Count} × " : "")}{SchemeWords.Time(run.Wait)}"))}";
    }

    private static IEnumerable<string> Configuration(SignatureScheme scheme)
    {
        yield return "```json";
        yield return ProviderConfiguration.Of(scheme);
        yield return "```";
        yield return "";
        if (ProviderConfiguration.SecretNameOf(scheme) is { } name)
        {
            yield return $"The secret is `{name}`: {Secret(scheme)}.";
            yield return "";
        }

        if (ProviderConfiguration.RequiresLiveEvents(scheme))
        {
            yield return "`Require` refuses events of the provider's test mode; leave it out where you test.";
            yield return "";
        }
    }

    private static IEnumerable<string> Signed(SignatureScheme scheme)
    {
        if (scheme.Definition is not { } definition)
        {
            yield return "- Signed: the claims `id`, which is compared with `invoice_id`, and `exp`.";
            yield break;
        }

        switch (definition["Content"])
        {
            case null:
                yield break;
            case JsonObject methods:
                yield return $"- Signed: {string.Join(", ", methods.Select(static method => $"`{Escape(method.Value!)}` of a {method.Key}"))}.";
                break;
            case var content:
                yield return $"- Signed: `{Escape(content)}`.";
                break;
        }

        if (definition["Fields"] is { } fields)
        {
            yield return $"- `{{fields}}`: `{SchemeWords.Json(fields)}`.";
        }

        foreach (var (name, words) in new[] { ("Transform", "Converted"), ("Document", "Document"), ("Scope", "Each of"), ("Deduplicate", "De-duplicated"), ("Volatile", "Different in each send"), ("Distinct", "Tells equal bodies apart") })
        {
            if (definition[name] is { } member)
            {
                yield return $"- {words}: `{(member is JsonValue text ? text.GetValue<string>() : SchemeWords.Json(member))}`.";
            }
        }
    }

    private static string Escape(JsonNode content) => content.GetValue<string>().Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Writing(JsonNode? signature)
    {
        if (signature is null)
        {
            return "";
        }

        var words = signature["Encoding"]?.GetValue<string>() switch { "Hex" => ", in hexadecimal", "Base64" => ", in base64", _ => "" };
        if (signature["Prefix"] is { } prefix)
        {
            words += $", behind `{prefix.GetValue<string>().TrimEnd()}`{(signature["PrefixOptional"] is null ? "" : ", which may be missing")}";
        }

        return signature["Split"] is not { } split ? words
            : $"{words}; a list divided by `{split}`, names and values by `{signature["Pair"]}`, of which `{signature["Pick"]}` is the signature";
    }

    private static string Coverage(SignatureScheme scheme) => scheme.Coverage switch
    {
        SignatureCoverage.Full => "the whole content (`coverage=full`)",
        SignatureCoverage.None => "nothing (`coverage=none`)",
        _ => $"{SchemeWords.Coverage(scheme)} (`coverage=partial`)",
    };

    private static string Time(SignatureScheme scheme)
    {
        if (!scheme.SignsTime)
        {
            return "none is checked; a captured callback is known by the ledger for `Retention` and `ReplayProtection`";
        }

        return scheme.Definition?["Timestamp"] is not { } time
            ? "the token expires; `ClockSkew` is allowed"
            : $"{SchemeWords.Place(time["From"]!.GetValue<string>()).Replace("the field", "the signature's", StringComparison.Ordinal)}, {SchemeWords.Time(scheme.TimestampPast)} old at most";
    }

    private static string Unsigned(SignatureScheme scheme) =>
        scheme.UnsignedIdentity.IsEmpty ? "" : $"; not signed: {string.Join(", ", scheme.UnsignedIdentity.Select(static source => $"`{source}`"))}";

    private static string Secret(SignatureScheme scheme)
    {
        var key = scheme.Definition?["Key"];
        var kind = scheme.HasPublicKeys ? "the provider's public key, in PEM, as a certificate or in base64"
            : key?["Encoding"]?.GetValue<string>() switch
            {
                "Hex" => "in hexadecimal, as the provider shows it",
                "Base64" => $"in base64, as the provider shows it{(key["Prefix"] is { } prefix ? $", with `{prefix}` or without" : "")}",
                _ => "as the provider shows it",
            };
        return key?["IdFrom"] is { } id ? $"{kind}; `KEYID` is the key's id in {SchemeWords.Place(id.GetValue<string>())}" : kind;
    }
}
