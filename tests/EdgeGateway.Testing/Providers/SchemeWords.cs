using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Providers;

/// <summary>Describes a scheme's definition in words.</summary>
internal static class SchemeWords
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (char Letter, string Words)[] _evidence =
    [
        ('A', "the provider's own code was read"),
        ('D', "the provider's own page was read"),
        ('L', "a maintained third-party library with tests was read"),
        ('I', "several public integrations agree"),
        ('V', "a published digest reproduces"),
        ('S', "the provider's SDK gave the same verdicts"),
    ];

    /// <summary>The letters of evidence with their words.</summary>
    public static IEnumerable<(char Letter, string Words)> EvidenceLetters => _evidence;

    /// <summary>The algorithm and the place of the signature.</summary>
    public static string Signature(SignatureScheme scheme)
    {
        if (scheme.Definition is not { } definition)
        {
            return "HS256 token in the field `token`";
        }

        if (definition["Signature"]?["From"] is not { } from)
        {
            return "none: the sender's address";
        }

        var algorithm = definition["Algorithm"] is JsonObject names
            ? string.Join(", ", names.Select(static pair => pair.Value!.GetValue<string>()).Distinct())
            : definition["Algorithm"]!.GetValue<string>();
        return $"{(algorithm == "Equal" ? "the secret itself" : algorithm)} in {Place(from.GetValue<string>())}";
    }

    /// <summary>What the signature covers, in a few words.</summary>
    public static string Coverage(SignatureScheme scheme) => scheme.Coverage switch
    {
        SignatureCoverage.None => "nothing",
        SignatureCoverage.Full => "all",
        _ when scheme.Definition is null => "the invoice's id",
        _ when scheme.SignsChecksum => "a checksum of the body",
        _ when !scheme.SignsBody => "no part of the body",
        _ when scheme.Definition?["Content"]?.ToString().Contains("{body}", StringComparison.Ordinal) == true => "the body",
        _ => "some values",
    };

    /// <summary>What identifies an event.</summary>
    public static string Identity(SignatureScheme scheme)
    {
        var lists = scheme.Definition?["Identity"]?.AsArray().Select(static list => string.Join(" + ", list!.AsArray().Select(static source => $"`{source}`"))).ToList();
        return lists is { Count: > 0 } ? string.Join(", else ", lists)
            : scheme.Identity.IsEmpty ? "the content"
            : string.Join(" + ", scheme.Identity.Select(static field => $"`field:{field.Path}{(field.IsOptional ? "?" : "")}`"));
    }

    /// <summary>What the provider accepts as an acknowledgement.</summary>
    public static string Acknowledgement(SignatureScheme scheme)
    {
        var rule = scheme.Definition?["Acknowledgement"];
        var status = rule?["Status"]?.GetValue<string>() ?? "2xx";
        if (rule?["Body"] is not { } body)
        {
            return status;
        }

        var check = body["JsonField"] is { } json ? $"JSON with `{json}` = `{body["Equals"]}`"
            : body["XmlField"] is { } xml ? $"XML with `{xml}` = `{body["Equals"]}`"
            : body["JsonHas"] is { } has ? $"JSON with `{has}`"
            : body["Contains"] is { } part ? $"a text with `{Cell(part)}` in it"
            : $"the text `{Cell(body["Equals"]!)}`";
        return $"{status}, {check}";
    }

    /// <summary>A time span in words.</summary>
    public static string Time(TimeSpan? time)
    {
        if (time is not { } span)
        {
            return "not documented";
        }

        var parts = new (double, string)[] { (span.Days, span.Days == 1 ? "day" : "days"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds + (span.Milliseconds / 1000.0), "s") };
        return string.Join(' ', parts.Where(static part => part.Item1 > 0).Select(static part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}")));
    }

    /// <summary>The letters of the evidence in words.</summary>
    public static string Evidence(SignatureScheme scheme)
    {
        if (scheme.Evidence is not { } evidence)
        {
            return "none";
        }

        var letters = evidence.Split('(')[0];
        var words = string.Join("; ", _evidence.Where(known => letters.Contains(known.Letter, StringComparison.Ordinal)).Select(static known => known.Words));
        return (scheme.HasThirdPartyEvidenceOnly ? "**third-party sources only**: " : "") + words + (evidence.Contains('(', StringComparison.Ordinal) && !scheme.HasThirdPartyEvidenceOnly ? $" {evidence[evidence.IndexOf('(', StringComparison.Ordinal)..]}" : "");
    }

    /// <summary>Only the letters.</summary>
    public static string Letters(SignatureScheme scheme) => scheme.Evidence?.Split('(')[0].Trim() ?? "";

    /// <summary>Where the amount is.</summary>
    public static string Amount(SignatureScheme scheme)
    {
        if (scheme.Amount is not { } amount)
        {
            return "none is counted.";
        }

        var fields = string.Join(", else ", amount.Fields.Select(static field => $"`{field.Path}`"));
        var unit = amount.Unit == AmountUnit.Minor ? "in the currency's smallest unit" : "in the currency's main unit, with decimals";
        var currency = amount.CurrencyFields.IsEmpty ? $"counted as {amount.CurrencyCode}"
            : $"the currency is in {string.Join(", ", amount.CurrencyFields.Select(static field => $"`{field.Path}`"))}{(amount.CurrencyFields.Length > 1 ? " in the same order" : "")}";
        return $"{fields}, {unit}; {currency}.";
    }

    /// <summary>A place such as <c>header:X</c> in words.</summary>
    public static string Place(string source)
    {
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return source.Split(':')[0] switch
        {
            "header" => $"the header `{name}`",
            "query" => $"the query's `{name}`",
            "form" => $"the form's `{name}`",
            _ => $"the field `{name}`",
        };
    }

    /// <summary>An object on one line.</summary>
    public static string Json(JsonNode node) => node.ToJsonString(_plain);

    private static string Cell(JsonNode text) => text.ToString().Replace("|", "\\|", StringComparison.Ordinal);
}
