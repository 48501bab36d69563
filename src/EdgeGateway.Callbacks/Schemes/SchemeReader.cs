using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads a scheme from its definition, and reports every fault.</summary>
internal static class SchemeReader
{
    private static readonly (string, BodyFormats)[] _formats =
        [("Json", BodyFormats.Json), ("Form", BodyFormats.Form), ("Query", BodyFormats.Query), ("Raw", BodyFormats.Raw)];

    private static readonly (string, SignatureCoverage?)[] _coverages =
        [("Full", SignatureCoverage.Full), ("Partial", SignatureCoverage.Partial), ("None", SignatureCoverage.None)];

    private static readonly (string, ConflictPolicy?)[] _policies = [("Deliver", ConflictPolicy.Deliver), ("Refuse", ConflictPolicy.Refuse)];

    /// <summary>The scheme; null if there is a fault.</summary>
    /// <param name="name">The name in the configuration.</param>
    /// <param name="json">The object, merged with the one that it extends.</param>
    /// <param name="faults">Receives the faults.</param>
    public static SignatureScheme? Read(string name, JsonObject json, List<SchemeFault> faults)
    {
        var before = faults.Count;
        var node = new DefinitionNode(json, "", faults);
        node.Text("Extends");
        var formats = ReadFormats(node);
        var amount = SchemeAmountReader.Read(node);
        var (acknowledgement, answer) = AcknowledgementReader.Read(node.Object("Acknowledgement"));
        var isFieldsMethod = FieldsMethodReader.Matches(node);
        var content = isFieldsMethod || (!node.Has("Signature") && !node.Has("Content")) ? null : new ContentReader(node, formats);
        content?.Read();
        var rules = isFieldsMethod ? null : new TemplateReader(node, formats).Read(content, answer, amount);
        if (rules is not null)
        {
            CheckRules(node, rules, content, formats);
        }

        var fieldsMethod = isFieldsMethod ? FieldsMethodReader.Read(node) : null;
        var (coverage, onConflict) = ReadCoverage(node, rules, formats);
        SignatureMethod? method = rules is null ? fieldsMethod : new TemplateMethod(rules, coverage);
        var scheme = method is null ? null : new SignatureScheme(method)
        {
            Name = name,
            Title = node.Text("Title") ?? name,
            Documentation = ReadDocumentation(node),
            Evidence = node.Text("Evidence"),
            Notes = node.Texts("Notes") ?? [],
            BodyFormats = formats,
            Coverage = coverage,
            Identity = isFieldsMethod ? FieldsMethodReader.ReadIdentity(node) : [],
            Fields = node.Texts("KnownFields") ?? [],
            BlankFields = node.Texts("BlankFields") ?? [],
            Acknowledgement = acknowledgement,
            OnConflict = onConflict,
            RetryHorizon = node.Time("RetryHorizon"),
            Retries = node.Times("Retries") ?? [],
            ProviderTimeout = node.Time("ProviderTimeout"),
            Networks = ReadNetworks(node),
            SignsTime = rules?.Timestamp is not null,
            Amount = amount,
            Definition = json,
        };
        node.RefuseUnknown();
        return faults.Count == before ? scheme : null;
    }

    private static void CheckRules(DefinitionNode node, TemplateRules rules, ContentReader? content, BodyFormats formats)
    {
        if (content is not null)
        {
            if (rules.Signature is null && !node.Has("Signature"))
            {
                node.Refuse("Signature", "missing; where the signature is and how it is written, such as { \"From\": \"header:X-Signature\", \"Encoding\": \"Hex\" }");
            }

            new TemplateRulesCheck(node, rules, content, formats).Check();
        }

        foreach (var name in new[] { "KnownFields", "BlankFields" })
        {
            if (node.Texts(name) is not null)
            {
                node.Refuse(name, "is for schemes with {pairs} in Content only");
            }
        }
    }

    private static BodyFormats ReadFormats(DefinitionNode node)
    {
        var formats = BodyFormats.None;
        foreach (var text in node.Texts("Body") ?? [])
        {
            var (word, format) = Array.Find(_formats, known => known.Item1.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (word is null)
            {
                node.Refuse("Body", $"'{text}' is not one of Json, Form, Query, Raw");
            }

            formats |= format;
        }

        if (formats == BodyFormats.None && !node.IsRefused("Body"))
        {
            node.Refuse("Body", "missing; one of Json, Form, Query, Raw, or a list of them");
        }

        return formats;
    }

    private static (SignatureCoverage Coverage, ConflictPolicy OnConflict) ReadCoverage(DefinitionNode node, TemplateRules? rules, BodyFormats formats)
    {
        var most = rules is null ? SignatureCoverage.Full : CoverageLimit.Of(rules, formats);
        var declared = node.Choice("Coverage", _coverages, absent: null);
        if (declared < most && !node.IsRefused("Content") && !node.IsRefused("Fields"))
        {
            node.Refuse("Coverage", $"is {most} at most: {CoverageLimit.Why(most, rules!)}");
        }

        var coverage = declared ?? most;
        var isUnsigned = rules is not null && rules.Identity.Any(list => !list.All(rules.Signed.Covers));
        var policy = node.Choice("OnConflict", _policies, absent: null);
        if (policy == ConflictPolicy.Refuse && isUnsigned && !node.IsRefused("Content"))
        {
            node.Refuse("OnConflict", "must not be Refuse where Identity is not signed: anyone could make another callback vanish by taking its id");
        }

        return (coverage, policy ?? (coverage == SignatureCoverage.Full || isUnsigned ? ConflictPolicy.Deliver : ConflictPolicy.Refuse));
    }

    private static Uri? ReadDocumentation(DefinitionNode node)
    {
        if (node.Text("Documentation") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return uri;
        }

        node.Refuse("Documentation", $"'{text}' is not an absolute address");
        return null;
    }

    private static ImmutableArray<string> ReadNetworks(DefinitionNode node)
    {
        var networks = node.Texts("Networks") ?? [];
        foreach (var network in networks)
        {
            if (!IPNetwork.TryParse(network, out _) && !IPAddress.TryParse(network, out _))
            {
                node.Refuse("Networks", $"'{network}' is not a network such as 192.0.2.0/24, or an address");
            }
        }

        return networks;
    }
}
