using System.Buffers.Text;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Explaining;

/// <summary>The secret was written into the configuration in another form than the scheme expects.</summary>
internal sealed class SecretTextHypothesis : Hypothesis
{
    private static readonly string[] _prefixes = ["whsec_", "sk_test_", "sk_live_", "Bearer ", "sha256="];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        foreach (var (id, secret) in @case.Target.Secrets)
        {
            foreach (var (cause, octets) in Keys(secret, @case.Target.Scheme))
            {
                yield return new Trial(cause, @case.Input.With(new KeyRing([new SigningKey(id, octets)])));
            }
        }
    }

    private static IEnumerable<(string Cause, byte[] Octets)> Keys(string secret, SignatureScheme scheme)
    {
        foreach (var (cause, text) in Texts(secret))
        {
            if (text != secret && text.Length > 0 && scheme.ReadKey(text, out var octets) is null)
            {
                yield return (cause, octets);
            }
        }

        yield return ("the secret is used as text by the provider, and the scheme decodes it", Encoding.UTF8.GetBytes(secret));
        foreach (var text in new[] { secret, WithoutPrefix(secret) }.Distinct())
        {
            if (TryDecodeBase64(text) is { } octets)
            {
                yield return ("the secret is base64 of the key, and the scheme takes it as text", octets);
            }

            if (text.Length % 2 == 0 && text.Length > 0 && text.All(char.IsAsciiHexDigit))
            {
                yield return ("the secret is the key in hexadecimal, and the scheme takes it as something else", Convert.FromHexString(text));
            }
        }
    }

    private static IEnumerable<(string Cause, string Text)> Texts(string secret)
    {
        var bare = secret.Trim();
        yield return ("the secret has white space or a line break around it", bare);
        yield return ("the secret has quotes around it", bare.Trim('"', '\'', '`'));
        yield return ("the secret was copied without the line break that the provider has behind it", secret + "\n");
        yield return ("the secret was copied without the CR LF that the provider has behind it", secret + "\r\n");
        yield return ("the secret has a prefix that is not a part of it", WithoutPrefix(bare));
        yield return ("the secret lacks its prefix whsec_", "whsec_" + bare);
        yield return ("the secret is in upper case", bare.ToUpperInvariant());
        yield return ("the secret is in lower case", bare.ToLowerInvariant());
        yield return ("the secret is percent-encoded", Uri.UnescapeDataString(bare));
        yield return ("the secret has backslashes of a shell or of JSON in it", bare.Replace("\\", "", StringComparison.Ordinal));
    }

    private static string WithoutPrefix(string secret) =>
        Array.Find(_prefixes, prefix => secret.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? secret[prefix.Length..] : secret;

    private static byte[]? TryDecodeBase64(string text)
    {
        try
        {
            return text.Length < 8 ? null : Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_').TrimEnd('='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
