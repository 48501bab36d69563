using System.Collections.Immutable;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Checks the members of a scheme against one another.</summary>
/// <param name="node">The scheme's object.</param>
/// <param name="rules">The compiled scheme.</param>
/// <param name="content">What is signed.</param>
/// <param name="formats">The body formats that the scheme accepts.</param>
internal sealed class TemplateRulesCheck(DefinitionNode node, TemplateRules rules, ContentReader content, BodyFormats formats)
{
    private readonly ImmutableArray<Segment> _segments = [.. content.Templates.SelectMany(static template => template.AllSegments)];

    /// <summary>Adds the faults.</summary>
    public void Check()
    {
        CheckSecret();
        CheckKey();
        CheckHoles();
        CheckTimestamp();
        CheckScope();
        CheckIdentity();
    }

    private void CheckSecret()
    {
        ImmutableArray<SignatureAlgorithm> algorithms = rules.Algorithms.IsEmpty ? [rules.Algorithm] : [.. rules.Algorithms.Select(static known => known.Algorithm)];
        var holdsSecret = _segments.Any(HoldsSecret);
        if (node.IsRefused("Algorithm") || node.IsRefused("Content"))
        {
            return;
        }

        if (holdsSecret && algorithms.Any(static algorithm => SignatureAlgorithms.IsHmac(algorithm) || SignatureAlgorithms.IsAsymmetric(algorithm)))
        {
            node.Refuse("Content", "{secret} is for plain digests and Equal only: an HMAC has the secret as its key, and a public key is no secret");
        }

        if (!holdsSecret && algorithms.Any(static algorithm => !SignatureAlgorithms.IsHmac(algorithm) && !SignatureAlgorithms.IsAsymmetric(algorithm)))
        {
            node.Refuse("Content", "{secret} is missing: without it anyone can compute the signature; with a key of its own the algorithm is one of HMAC-…");
        }

        if (algorithms.Select(SignatureAlgorithms.IsAsymmetric).Distinct().Count() > 1)
        {
            node.Refuse("Algorithm", "public keys and secrets cannot be mixed in one scheme");
        }
    }

    private static bool HoldsSecret(Segment segment) =>
        segment is SecretSegment || (segment is FieldsSegment fields && fields.Rule.Added.Any(static added => added.Value is null));

    private void CheckKey()
    {
        if (SignatureAlgorithms.IsAsymmetric(rules.Algorithm) && (rules.Key.Encoded != SignatureEncoding.Text || rules.Key.Hash is not null || rules.Key.Prefix.Length > 0))
        {
            node.Refuse("Key", "a public key is PEM or base64 of its SubjectPublicKeyInfo; leave Encoding, Prefix and Hash out");
        }

        if (rules.Algorithm == SignatureAlgorithm.Equal && rules.Signature is { Encoded: SignatureEncoding.Hex })
        {
            node.Refuse("Signature:Encoding", "Hex does not go with Equal, which compares texts; write Text, or Base64 for Authorization: Basic");
        }
    }

    private void CheckHoles()
    {
        if (rules.Signature is { Pair: null } && (content.Sources.Exists(static source => source.Kind == SourceKind.Element) || rules.AlgorithmFrom is { Kind: SourceKind.Element }))
        {
            node.Refuse("Signature:Pair", "missing; sig:NAME reads an element of the signature by its name");
        }

        if (formats == BodyFormats.Query && _segments.Any(static segment => segment is BodySegment or BodyWithoutSegment))
        {
            node.Refuse("Content", "{body} is always empty where Body is Query; the query string is {url} or {fields}");
        }

        if (!formats.HasFlag(BodyFormats.Json) && _segments.Any(static segment => segment is BodyWithoutSegment or JsonSegment))
        {
            node.Refuse("Content", "{json} and {body-NAME} need Body to be Json");
        }

        if (formats == BodyFormats.Raw && _segments.Any(static segment => segment is FieldsSegment { Rule.IsQuery: false } or SourceSegment { Source.Kind: SourceKind.Field or SourceKind.Form }))
        {
            node.Refuse("Content", "a body that is Raw is not parsed and has no fields; Body must be Json or Form");
        }

        var hasForm = formats.HasFlag(BodyFormats.Form) || formats.HasFlag(BodyFormats.Query);
        if (!hasForm && content.Sources.Find(static source => source.Kind == SourceKind.Form) is { } form)
        {
            node.Refuse("Content", $"{{{form}}} has no form to be read from; Body must be Form or Query, or the value field:{form.Name}");
        }

        if (rules.AllowsRepeats && !formats.HasFlag(BodyFormats.Form))
        {
            node.Refuse("Fields:Repeats", "SortedOnce is for forms; names of other bodies stand once");
        }

        if (rules.Volatile.Length > 0 && !rules.IsScanned)
        {
            node.Refuse("Volatile", "is for schemes that sign the raw body, with {body} in Content");
        }
    }

    private void CheckTimestamp()
    {
        if (rules.Timestamp is { } timestamp && !node.IsRefused("Content") && !rules.Signed.Covers(timestamp.From))
        {
            node.Refuse("Timestamp:From", $"{timestamp.From} is not part of Content; a time that is not signed protects nothing");
        }
    }

    private void CheckScope()
    {
        if (rules.Scope is null)
        {
            return;
        }

        if (formats != BodyFormats.Json)
        {
            node.Refuse("Scope", "needs Body to be Json");
        }

        if (rules.Document is not null)
        {
            node.Refuse("Scope", "does not go with Document");
        }

        if (rules.Signature is { From.Kind: not SourceKind.Field })
        {
            node.Refuse("Scope", "needs Signature:From to be a field of the element, such as field:signature: every element has its own");
        }

        if (_segments.Any(static segment => segment is BodySegment or BodyWithoutSegment or JsonSegment))
        {
            node.Refuse("Scope", "needs Content of the element's fields; {body} and {json} are the whole body");
        }

        if (rules.Timestamp is not null || rules.Distinct.Length > 0)
        {
            node.Refuse("Scope", "does not go with Timestamp and Distinct");
        }
    }

    private void CheckIdentity()
    {
        if (formats == BodyFormats.Raw && rules.Identity.SelectMany(static list => list).Any(static source => source.Kind is SourceKind.Field or SourceKind.Form))
        {
            node.Refuse("Identity", "a body that is Raw is not parsed; take a header, or leave Identity out for the fingerprint");
        }

        if (!formats.HasFlag(BodyFormats.Form) && !formats.HasFlag(BodyFormats.Query)
            && rules.Identity.SelectMany(static list => list).FirstOrDefault(static source => source.Kind == SourceKind.Form) is { } form)
        {
            node.Refuse("Identity", $"{form} has no form to be read from; Body must be Form or Query, or the value field:{form.Name}");
        }

        var isSigned = rules.Identity.All(list => list.All(rules.Signed.Covers));
        if (rules.Distinct.Length > 0 && rules.Identity.Length > 0 && isSigned && !node.IsRefused("Content"))
        {
            node.Refuse("Distinct", "means nothing: what Identity names is signed, and tells events apart by itself");
        }
    }
}
