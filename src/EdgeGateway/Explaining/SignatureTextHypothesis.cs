using System.Buffers.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeGateway.Explaining;

/// <summary>The signature is there, but not where or not in the form in which the scheme reads it. What is said never holds it.</summary>
internal sealed partial class SignatureTextHypothesis : Hypothesis
{
    /// <summary>Whether a header may carry a signature.</summary>
    public static bool IsLikeASignature(string header) => Likely().IsMatch(header);

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        if (@case.Input.Scheme.Definition?["Signature"] is not JsonObject rule || rule["From"]?.ToString().Split(':', 2) is not ["header", var name])
        {
            yield break;
        }

        var request = @case.Input.Request;
        foreach (var (header, value) in request.Headers.Where(header => IsLikeASignature(header.Key) && !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Trial($"the signature is in the header {header}, and the scheme reads {name}", WithHeader(@case, name, value));
        }

        if (request.Find(name) is not { Length: > 0 } given || rule["Pair"] is not null)
        {
            yield break;
        }

        var prefix = rule["Prefix"]?.ToString() ?? "";
        var isBase64 = rule["Encoding"]?.ToString() == "Base64";
        foreach (var (cause, text) in Texts(given, prefix, isBase64))
        {
            yield return new Trial(cause, WithHeader(@case, name, prefix + text));
        }
    }

    private static IEnumerable<(string Cause, string Text)> Texts(string given, string prefix, bool isBase64)
    {
        var bare = given.Trim().Trim('"', '\'');
        var isPrefixed = prefix.Length > 0 && bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        bare = isPrefixed ? bare[prefix.Length..] : bare;
        if (bare.Length != given.Length - (isPrefixed ? prefix.Length : 0))
        {
            yield return ("the signature has quotes or white space around it", bare);
        }

        if (!isPrefixed && prefix.Length > 0)
        {
            yield return ($"the signature lacks {prefix} in front", bare);
        }

        if (Foreign().Match(bare) is { Success: true } foreign)
        {
            yield return ($"the signature has {foreign.Value} in front, which the scheme does not expect", bare[foreign.Length..]);
            bare = bare[foreign.Length..];
        }

        if (isBase64 && bare.Length % 2 == 0 && bare.All(char.IsAsciiHexDigit))
        {
            yield return ("the signature is hexadecimal, and the scheme reads base64", Convert.ToBase64String(Convert.FromHexString(bare)));
        }

        if (TryDecode(bare) is { } octets)
        {
            yield return isBase64
                ? ("the signature is base64url or lacks its padding, and the scheme reads base64", Convert.ToBase64String(octets))
                : ("the signature is base64, and the scheme reads hexadecimal", Convert.ToHexStringLower(octets));
        }
    }

    private static ExplainInput WithHeader(ExplainCase @case, string name, string value) =>
        @case.Input.With(@case.Input.Request with { Headers = @case.Input.Request.Headers.SetItem(name, value) });

    private static byte[]? TryDecode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_').TrimEnd('='));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("sign|hmac|hash|digest|token|authorization|-sig", RegexOptions.IgnoreCase)]
    private static partial Regex Likely();

    /// <summary>Such as <c>sha256=</c>: too short to be a part of a digest.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,11}[=: ](?!=*$)")]
    private static partial Regex Foreign();
}
