using System.Collections.Immutable;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of the text of a signature.</summary>
internal static class SignatureTextAlterations
{
    private const string Base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static ImmutableArray<Alteration> All { get; } =
    [
        new("signature-missing", static (callback, random) => SignaturePlace.Replace(callback, random, static _ => null)),
        new("signature-empty", static (callback, random) => SignaturePlace.Replace(callback, random, static _ => "")),
        Signature("signature-digit-changed", static (text, isHex, random) => ChangeDigit(text, isHex, random)),
        Signature("signature-other", static (text, isHex, _) => isHex ? new string('0', text.Length) : Convert.ToBase64String(new byte[Convert.FromBase64String(text).Length])),
        Signature("signature-value-empty", static (_, _, _) => ""),
        Signature("signature-cut", static (text, _, random) => text[..random.Next(1, text.Length)]),
        Signature("signature-half", static (text, _, _) => text[..(text.Length / 8 * 4)]),
        Signature("signature-longer", static (text, isHex, _) => text + (isHex ? "00" : "AAAA")),
        Signature("signature-junk-appended", static (text, _, _) => text + "zz"),
        Signature("signature-space-before", static (text, _, _) => " " + text),
        Signature("signature-space-behind", static (text, _, _) => text + " "),
        Signature("signature-space-within", static (text, _, _) => text[..8] + " " + text[8..]),
        Signature("signature-quoted", static (text, _, _) => $"\"{text}\""),
        Signature("signature-doubled", static (text, _, _) => text + text),
        Hex("hex-upper-case", static text => text.ToUpperInvariant()),
        Hex("hex-marked", static text => "0x" + text),
        Hex("hex-as-base64", static text => Convert.ToBase64String(Convert.FromHexString(text))),
        Base64("base64-as-hex", static text => Convert.ToHexStringLower(Convert.FromBase64String(text))),
        Base64("base64-recased", static text => text.ToLowerInvariant()),
        Base64("base64-without-padding", static text => text.TrimEnd('=')),
        Base64("base64-more-padding", static text => text + "="),
        Base64("base64-for-urls", static text => text.Replace('+', '-').Replace('/', '_')),
        Base64("base64-spare-bits", ChangeSpareBits),
        Prefix("prefix-missing", static _ => ""),
        Prefix("prefix-recased", static prefix => prefix.ToUpperInvariant()),
        Prefix("prefix-doubled", static prefix => prefix + prefix),
        Prefix("prefix-other", static _ => "sha1="),
    ];

    private static Alteration Signature(string name, Func<string, bool, Random, string> change) => new(name, (callback, random) =>
    {
        var syntax = SignatureSyntax.Of(callback);
        return SignaturePlace.Replace(callback, random, text => syntax.ChangeSignature(text, signature => change(signature, syntax.IsHex, random)));
    });

    private static Alteration Hex(string name, Func<string, string> change) => Encoded(name, isHex: true, change);

    private static Alteration Base64(string name, Func<string, string> change) => Encoded(name, isHex: false, change);

    private static Alteration Encoded(string name, bool isHex, Func<string, string> change) => new(name, (callback, random) =>
    {
        var syntax = SignatureSyntax.Of(callback);
        return syntax.IsHex == isHex ? SignaturePlace.Replace(callback, random, text => syntax.ChangeSignature(text, change)) : null;
    });

    private static Alteration Prefix(string name, Func<string, string> change) => new(name, (callback, random) =>
    {
        var prefix = SignatureSyntax.Of(callback).Prefix;
        return prefix.Length == 0 ? null : SignaturePlace.Replace(callback, random, text => change(prefix) + text[prefix.Length..]);
    });

    /// <summary>Changes a digit, not only its case.</summary>
    private static string ChangeDigit(string text, bool isHex, Random random)
    {
        var digits = isHex ? "0123456789abcdef" : Base64Digits;
        var at = random.Next(text.Length - 4);
        var index = digits.IndexOf(text[at], StringComparison.Ordinal);
        return text[..at] + digits[(index + random.Next(1, digits.Length)) % digits.Length] + text[(at + 1)..];
    }

    /// <summary>Changes the unused bits of the last base64 digit.</summary>
    private static string ChangeSpareBits(string text)
    {
        var at = text.TrimEnd('=').Length - 1;
        return at == text.Length - 1 ? text : text[..at] + Base64Digits[Base64Digits.IndexOf(text[at], StringComparison.Ordinal) ^ 1] + text[(at + 1)..];
    }
}
