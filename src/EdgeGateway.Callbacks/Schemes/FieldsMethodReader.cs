using System.Collections.Immutable;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>
/// Reads the schemes whose content needs more than a template, because their providers print values in several ways:
/// <c>{pairs}{secret}</c>, the joined string of Cactus, Carouseller and Cabbagino, and <c>{json|base64}{secret}</c> of Tarlan.
/// </summary>
internal static class FieldsMethodReader
{
    private const string Pairs = "{pairs}{secret}";
    private const string Json = "{json|base64}{secret}";
    private const string JsonWithout = "{json-";
    private const string JsonWithoutEnd = "|base64}{secret}";

    /// <summary>Whether the scheme has such content.</summary>
    public static bool Matches(DefinitionNode node) =>
        !node.IsObject("Content") && node.Text("Content") is { } content && (content == Pairs || content == Json || IsJsonWithout(content))
        && (content == Pairs || (node.Text("Algorithm") == "SHA256" && node.Object("Signature")?.Text("From") is { } from && from.StartsWith("header:", StringComparison.Ordinal)));

    /// <summary>The method; null if there is a fault.</summary>
    public static SecretSuffixMethod? Read(DefinitionNode node)
    {
        var algorithm = node.Choice("Algorithm", [("SHA1", SignatureAlgorithm.Sha1), ("SHA256", SignatureAlgorithm.Sha256)], SignatureAlgorithm.Sha256);
        if (node.Object("Signature") is not { } signature)
        {
            node.Refuse("Signature", "missing; where the signature is, such as { \"From\": \"field:signature\", \"Encoding\": \"Hex\" }");
            return null;
        }

        var from = SourceReader.Read(signature, "From", "missing; header:NAME or field:NAME", SourceKind.Header, SourceKind.Field);
        var prefix = signature.Text("Prefix") ?? "";
        signature.Choice("Encoding", [("Hex", SignatureEncoding.Hex)], SignatureEncoding.Hex);
        signature.RefuseUnknown();
        if (from is null)
        {
            return null;
        }

        var location = from.Kind == SourceKind.Header ? SignatureLocation.InHeader(from.Name, prefix) : SignatureLocation.InBody(from.NameOctets);
        return new SecretSuffixMethod(location, algorithm, CanonicalizerOf(node.Text("Content")!));
    }

    /// <summary>The fields of the only list of <c>Identity</c>.</summary>
    public static ImmutableArray<IdentityField> ReadIdentity(DefinitionNode node)
    {
        var fields = ImmutableArray.CreateBuilder<IdentityField>();
        var lists = node.TextLists("Identity") ?? [];
        if (lists is not [{ IsEmpty: false }])
        {
            node.Refuse("Identity", "must be one list of fields, such as [ [ \"field:id\" ] ]");
            return [];
        }

        foreach (var text in lists[0])
        {
            if (SourceReader.Parse(node, "Identity", text, SourceKind.Field) is { } source)
            {
                fields.Add(new IdentityField(source.Name, source.IsOptional));
            }
        }

        return fields.ToImmutable();
    }

    private static bool IsJsonWithout(string content) =>
        content.StartsWith(JsonWithout, StringComparison.Ordinal) && content.EndsWith(JsonWithoutEnd, StringComparison.Ordinal) && content.Length > JsonWithout.Length + JsonWithoutEnd.Length;

    private static Canonicalizer CanonicalizerOf(string content) => content switch
    {
        Pairs => new SortedPairsCanonicalizer(),
        Json => new SortedJsonCanonicalizer(omitted: null),
        _ => new SortedJsonCanonicalizer(content[JsonWithout.Length..^JsonWithoutEnd.Length]),
    };
}
