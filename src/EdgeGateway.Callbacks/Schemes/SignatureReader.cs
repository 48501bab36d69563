using System.Text;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Signature</c>: where it is and how it is encoded.</summary>
internal static class SignatureReader
{
    private static readonly (string, SignatureEncoding)[] _encodings =
        [("Hex", SignatureEncoding.Hex), ("Base64", SignatureEncoding.Base64), ("Text", SignatureEncoding.Text)];

    /// <summary>The encodings by their names.</summary>
    public static IReadOnlyList<(string Word, SignatureEncoding Value)> Encodings => _encodings;

    /// <summary>The rule, or null if it is invalid.</summary>
    public static SignatureRule? Read(DefinitionNode node)
    {
        var from = SourceReader.Read(node, "From", "missing; where the signature is, such as header:X-Signature", SourceKind.Header, SourceKind.Query, SourceKind.Form, SourceKind.Field);
        var pick = node.Text("Pick");
        var parameter = pick is not null && pick.StartsWith("{param:", StringComparison.Ordinal) && pick.EndsWith('}') ? pick["{param:".Length..^1] : null;
        var pair = ReadSign(node, "Pair");
        var split = ReadSign(node, "Split");
        if (pick is not null && pair is null && !node.IsRefused("Pair"))
        {
            node.Refuse("Pick", "needs Pair, the character between an element's name and its value");
        }

        if (pick is "" || parameter is "")
        {
            node.Refuse("Pick", "is empty; leave it out to take every element");
        }

        if (pair is not null && pick is null)
        {
            node.Refuse("Pair", "needs Pick, the name of the elements that are signatures");
        }

        var prefix = node.Text("Prefix") ?? "";
        var isOptional = node.Flag("PrefixOptional");
        if (isOptional && prefix.Length == 0)
        {
            node.Refuse("PrefixOptional", "means nothing without Prefix");
        }

        if (!node.Has("Encoding"))
        {
            node.Refuse("Encoding", "missing; one of Hex, Base64, Text");
        }

        var encoding = node.Choice("Encoding", _encodings, SignatureEncoding.Hex);
        node.RefuseUnknown();
        return from is null ? null : new SignatureRule
        {
            From = from,
            Split = split,
            Pair = pair,
            Pick = pick is null || parameter is not null ? null : Encoding.UTF8.GetBytes(pick),
            PickParameter = parameter,
            Prefix = prefix,
            IsPrefixOptional = isOptional || prefix.Length == 0,
            Encoded = encoding,
        };
    }

    private static byte? ReadSign(DefinitionNode node, string name)
    {
        if (node.Text(name) is not { } text)
        {
            return null;
        }

        if (text is [< (char)0x80 and var sign])
        {
            return (byte)sign;
        }

        node.Refuse(name, $"'{text}' is not one ASCII character");
        return null;
    }
}
