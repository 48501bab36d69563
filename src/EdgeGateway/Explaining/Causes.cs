using System.Globalization;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Explaining;

/// <summary>What is said about a refusal without a variant that verifies.</summary>
internal static class Causes
{
    /// <summary>Why a callback with the right signature is refused.</summary>
    /// <param name="input">The input with the right signature.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="now">The time it was judged at.</param>
    public static string BehindTheSignature(ExplainInput input, RefusalReason reason, DateTimeOffset now)
    {
        var time = input.Inspect().Time;
        return reason switch
        {
            RefusalReason.TimestampOutsideTolerance when time is { } signed && signed > now =>
                $"the signature is right, but it was made {Words(signed - now)} ahead of this machine's clock ({Words(signed)}): one of the two clocks is wrong",
            RefusalReason.TimestampOutsideTolerance when time is { } signed =>
                $"the signature is right, but it was made {Words(now - signed)} ago ({Words(signed)}), and the profile accepts {Words(Past(input))}; a captured request can be judged at its own time with --at, otherwise it was delayed or this machine's clock is ahead",
            RefusalReason.TokenExpired when time is { } expiry =>
                $"the signature is right, but the token expired {Words(now - expiry)} ago ({Words(expiry)}); a captured request can be judged at its own time with --at",
            RefusalReason.TokenBinding => "the signature is right, but the token was issued for another invoice than invoice_id of the body (TokenBinding)",
            RefusalReason.TimestampMalformed => "the signature is right, but the signed time is not a number",
            RefusalReason.RequirementNotMet => $"the signature is right, but a field does not have the value that the profile requires ({string.Join(", ", input.Settings.Require.Select(static requirement => $"{requirement.Name}={requirement.Value}"))})",
            RefusalReason.DistinctValueRefused => $"the signature is right, but {string.Join(", ", input.Scheme.Distinct)} has none of the profile's DistinctValues",
            RefusalReason.QueryNotSigned => "the signature is right, but the query string has a name that is neither signed nor in AllowedQuery",
            RefusalReason.QueryShadowsField => "the signature is right, but a name stands both in the query string and in the body; AllowedQuery permits it",
            _ => $"the signature is right, but the callback is refused: {reason}",
        };
    }

    /// <summary>What is likely if no variant verifies.</summary>
    public static string WithoutMatch(ExplainCase @case, RefusalReason reason)
    {
        var scheme = @case.Target.Scheme;
        var from = scheme.Definition?["Signature"]?["From"]?.ToString() ?? "field:token";
        return reason switch
        {
            RefusalReason.SignatureMissing => $"there is no signature at {from}, where {scheme.Name} has it{Present(@case, from)}",
            RefusalReason.SignatureMalformed => $"the signature at {from} is not {Encoding(scheme)}",
            RefusalReason.SignedValueMissing => $"a value that {scheme.Name} signs is not in the request: {string.Join(", ", MissingValues.Of(@case.Captured, scheme))}",
            RefusalReason.KeyUnknown => $"the request names a key or an algorithm that the profile does not have; its keys are {@case.Input.Keys}",
            RefusalReason.SignatureMismatch => $"nothing that was tried verifies: most likely the secret is not the one that the provider signed with{Hint(@case)}, or the body was changed on its way",
            RefusalReason.TokenMalformed => "the token is not a JSON Web Token with the claims id and exp",
            RefusalReason.TokenAlgorithm => "the token names another algorithm than HS256",
            RefusalReason.InvalidJson or RefusalReason.NotAnObject when @case.Captured.Body.IsEmpty => "the body is empty",
            RefusalReason.InvalidJson or RefusalReason.NotAnObject => $"the body is not a JSON object{MediaType(@case)}",
            RefusalReason.InvalidForm => $"the body is not a form{MediaType(@case)}",
            RefusalReason.AmbiguousValue or RefusalReason.AmbiguousName => "a value or a name could be read as several fields in the joined string; AllowAmbiguousValues accepts such values, and leaves them uncovered",
            RefusalReason.UnsupportedNesting => "an object or an array stands where the provider does not define how to sign it",
            RefusalReason.DuplicateName => "a name stands twice, and its value is read from neither",
            _ => "the request cannot be read; docs/outcomes.md explains this reason",
        };
    }

    private static TimeSpan Past(ExplainInput input) => input.Settings.TimestampPast ?? input.Scheme.TimestampPast ?? input.Settings.ClockSkew;

    private static string Present(ExplainCase @case, string from)
    {
        var alike = @case.Captured.Headers.Keys.Where(SignatureTextHypothesis.IsLikeASignature).ToArray();
        return !from.StartsWith("header:", StringComparison.Ordinal) ? ""
            : @case.Captured.Headers.IsEmpty ? "; the capture has no headers: give them with --headers"
            : alike.Length > 0 ? $"; headers that look like one: {string.Join(", ", alike)}"
            : "; a proxy in front may have removed the header";
    }

    private static string Encoding(SignatureScheme scheme) =>
        (scheme.Definition?["Signature"]?["Encoding"]?.ToString() == "Base64" ? "base64" : "hexadecimal")
        + (scheme.Definition?["Signature"]?["Prefix"]?.ToString() is { Length: > 0 } prefix ? $" behind {prefix}" : "");

    private static string Hint(ExplainCase @case)
    {
        var prefix = @case.Target.Secrets.Values.Any(static secret => secret.StartsWith("whsec_", StringComparison.Ordinal));
        var body = System.Text.Encoding.UTF8.GetString(@case.Captured.Body.Span);
        var isTest = body.Contains("\"livemode\":false", StringComparison.Ordinal) || body.Contains("\"livemode\": false", StringComparison.Ordinal);
        return (prefix ? " (each endpoint of the provider has a whsec_ secret of its own)" : "") + (isTest ? " (the body says livemode false: its secret is that of the test mode)" : "");
    }

    private static string MediaType(ExplainCase @case) =>
        @case.Captured.Headers.TryGetValue("Content-Type", out var type) ? $" (Content-Type is {type})" : "";

    private static string Words(TimeSpan span) => span.TotalSeconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s")
        : span.TotalMinutes < 120 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min")
        : span.TotalHours < 48 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days");

    private static string Words(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
