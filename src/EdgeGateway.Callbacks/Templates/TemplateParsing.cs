using System.Buffers.Text;
using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Parses the parts of a request that a scheme reads.</summary>
internal static class TemplateParsing
{
    /// <summary>Fills the workspace's tables.</summary>
    public static RefusalReason Parse(TemplateRules rules, in CallbackMessage message, CallbackWorkspace workspace)
    {
        var reason = ParseBody(rules, message, workspace.Fields);
        if (reason == RefusalReason.None && (rules.ReadsQuery || message.Format == BodyFormats.Query))
        {
            reason = ParseQuery(message.Query.AsSpan().TrimStart('?'), workspace);
        }

        return reason == RefusalReason.None && rules.Document is { } document ? ParseDocument(document, message, workspace) : reason;
    }

    /// <summary>The fields of the body, or of the query string where there is no body.</summary>
    public static CallbackFields BodyOf(in CallbackMessage message, CallbackWorkspace workspace) => message.Format switch
    {
        BodyFormats.Query => workspace.Query.FieldsOf(workspace.QueryText.Written),
        BodyFormats.Raw => default,
        _ => workspace.Fields.FieldsOf(message.Body),
    };

    private static RefusalReason ParseBody(TemplateRules rules, in CallbackMessage message, FieldTable table)
    {
        switch (message.Format)
        {
            case BodyFormats.Json when rules.IsScanned:
                return JsonScan.Read(message.Body, rules.Lookups, table);
            case BodyFormats.Json:
                return JsonFieldParser.Parse(message.Body, table);
            case BodyFormats.Form:
                var isUnique = !rules.IsScanned && !rules.AllowsRepeats;
                var reason = FormFieldParser.Parse(message.Body, table, rules.IsScanned ? ParsingLimits.MaxValues : ParsingLimits.MaxFields, isUnique);
                return reason == RefusalReason.None && !isUnique && rules.Lookups.FindRepeatedName(table.FieldsOf(message.Body)) >= 0 ? RefusalReason.DuplicateName : reason;
            default:
                return RefusalReason.None;
        }
    }

    private static RefusalReason ParseQuery(ReadOnlySpan<char> query, CallbackWorkspace workspace)
    {
        var text = workspace.QueryText;
        text.Advance(Encoding.UTF8.GetBytes(query, text.Reserve(query.Length * 3)));
        if (query.IsEmpty)
        {
            workspace.Query.IsForm = true;
            workspace.Query.Add().Kind = FieldKind.Object;
            return RefusalReason.None;
        }

        return FormFieldParser.Parse(text.Written, workspace.Query, ParsingLimits.MaxFields, isUnique: true);
    }

    private static RefusalReason ParseDocument(ValueSource source, in CallbackMessage message, CallbackWorkspace workspace)
    {
        var body = BodyOf(message, workspace);
        var index = body.Count == 0 ? -1 : source.Kind == SourceKind.Form ? body.Find(0, source.NameOctets) : source.Path!.FindIn(body);
        if (index < 0 || body[index].Kind != FieldKind.String)
        {
            return RefusalReason.InvalidDocument;
        }

        workspace.Text.Truncate(0);
        body.AppendText(body[index], workspace.Text);
        var document = workspace.DocumentText;
        var room = document.Reserve(Base64.GetMaxDecodedFromUtf8Length(workspace.Text.Length));
        if (Base64.DecodeFromUtf8(workspace.Text.Written, room, out _, out var written) != System.Buffers.OperationStatus.Done)
        {
            return RefusalReason.InvalidDocument;
        }

        document.Advance(written);
        return JsonFieldParser.Parse(document.Written, workspace.Document);
    }
}
