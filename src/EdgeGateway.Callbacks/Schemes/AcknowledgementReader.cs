using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Acknowledgement</c>: which answer the provider accepts.</summary>
internal static class AcknowledgementReader
{
    /// <summary>The rule, and the template of its text if that contains values of the callback.</summary>
    public static (AcknowledgementRule Rule, Template? Answer) Read(DefinitionNode? node)
    {
        if (node is null)
        {
            return (AcknowledgementRule.ForStatus(StatusRange.Success), null);
        }

        var status = StatusRange.Success;
        if (node.Text("Status") is { } text && !StatusRange.TryParse(text, out status))
        {
            node.Refuse("Status", $"'{text}' is not 2xx or one status from 200 to 299");
        }

        var body = node.Object("Body");
        node.RefuseUnknown();
        return body is null ? (AcknowledgementRule.ForStatus(status), null) : ReadBody(status, body);
    }

    private static (AcknowledgementRule Rule, Template? Answer) ReadBody(StatusRange status, DefinitionNode body)
    {
        var equals = body.Text("Equals");
        var contains = body.Text("Contains");
        var jsonField = body.Text("JsonField");
        var jsonHas = body.Text("JsonHas");
        var xmlField = body.Text("XmlField");
        body.RefuseUnknown();
        var answer = equals is not null && equals.Contains('{', StringComparison.Ordinal) ? ReadTemplate(body, equals) : null;
        switch (equals, contains, jsonField, jsonHas, xmlField)
        {
            case ({ Length: > 0 }, null, null, null, null):
                return (AcknowledgementRule.ForText(status, equals), answer);
            case (null, { Length: > 0 }, null, null, null):
                return (AcknowledgementRule.ForContained(status, contains), null);
            case (null, null, null, { Length: > 0 }, null):
                return (AcknowledgementRule.ForJsonHas(status, jsonHas), null);
            case ({ }, null, { Length: > 0 }, null, null):
                return (AcknowledgementRule.ForJsonField(status, jsonField, equals), answer);
            case ({ }, null, null, null, { Length: > 0 }):
                return (AcknowledgementRule.ForXmlField(status, xmlField, equals), answer);
            default:
                body.Refuse(
                    "Equals",
                    "the body's rule is one of: Equals; Contains; JsonHas; JsonField with Equals; XmlField with Equals; and none of them is empty");
                return (AcknowledgementRule.ForStatus(status), null);
        }
    }

    private static Template? ReadTemplate(DefinitionNode body, string text)
    {
        var parser = new TemplateParser(fields: null);
        var segments = parser.Parse(text);
        if (parser.Fault is { } fault)
        {
            body.Refuse("Equals", fault);
            return null;
        }

        if (segments.Any(static segment => segment is not LiteralSegment and not SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Query or SourceKind.Field }))
        {
            body.Refuse("Equals", "may hold {form:X}, {query:X} and {field:a.b} only");
        }

        return new Template(segments, [], isForQuery: false);
    }
}
