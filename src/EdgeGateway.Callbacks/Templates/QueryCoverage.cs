using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// Checks the query string of a scheme as data. Where the scheme reads it, each parameter must be signed, carry the signature, or be allowed;
/// where it signs the address, the query string is part of that; elsewhere no parameter may have the name of a field.
/// </summary>
internal static class QueryCoverage
{
    /// <summary>Why the callback is refused, or none.</summary>
    public static RefusalReason Judge(TemplateRules rules, in VerificationInput input)
    {
        if (ReadsParameters(rules, input))
        {
            return IndexOfUnsigned(rules, input, QueryOf(input)) > 0 ? RefusalReason.QueryNotSigned : RefusalReason.None;
        }

        if (rules.SignsUrl)
        {
            return IsOfSignedUrl(input) ? RefusalReason.None : RefusalReason.QueryNotSigned;
        }

        return FindShadow(rules, input).IsEmpty ? RefusalReason.None : RefusalReason.QueryShadowsField;
    }

    /// <summary>The name of the first parameter for which the callback is refused; empty if it is not a single one.</summary>
    public static ReadOnlySpan<byte> FindFault(TemplateRules rules, in VerificationInput input)
    {
        if (!ReadsParameters(rules, input))
        {
            return rules.SignsUrl ? default : FindShadow(rules, input);
        }

        var fields = QueryOf(input);
        return IndexOfUnsigned(rules, input, fields) is var index and > 0 ? fields.NameOf(fields[index]) : default;
    }

    private static bool ReadsParameters(TemplateRules rules, in VerificationInput input) =>
        rules.ReadsQuery || input.Message.Format == BodyFormats.Query;

    /// <summary>Whether the query string is signed, or equals that of the registered address.</summary>
    private static bool IsOfSignedUrl(in VerificationInput input)
    {
        var url = input.Settings.PublicUrl.AsSpan();
        var at = url.IndexOf('?');
        return at < 0 || input.Message.Query.AsSpan().TrimStart('?').SequenceEqual(url[(at + 1)..]);
    }

    private static ReadOnlySpan<byte> FindShadow(TemplateRules rules, in VerificationInput input) => input.Workspace.Fields.Count > 0
        ? QueryNames.FindShadow(input.Message.Query, input.Fields, AllowedNames(rules, input.Settings), input.Workspace.Text)
        : default;

    /// <summary>The names that the scheme, the profile or the registered address allow.</summary>
    private static ImmutableArray<string> AllowedNames(TemplateRules rules, VerificationSettings settings) =>
        rules.AllowedQuery.IsEmpty ? settings.AllAllowedQuery : settings.AllAllowedQuery.IsEmpty ? rules.AllowedQuery : [.. rules.AllowedQuery, .. settings.AllAllowedQuery];

    private static CallbackFields QueryOf(in VerificationInput input) => input.Workspace.Query.FieldsOf(input.Workspace.QueryText.Written);

    /// <summary>0 if there is none.</summary>
    private static int IndexOfUnsigned(TemplateRules rules, in VerificationInput input, in CallbackFields fields)
    {
        var content = rules.ContentOf(input.Message.Method);
        var isDocument = input.Message.Format == BodyFormats.Query;
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            var name = fields.NameOf(fields[index]);
            if (!rules.IsSignature(name) && !IsSigned(content, name, isDocument) && !IsAllowed(AllowedNames(rules, input.Settings), name))
            {
                return index;
            }
        }

        return 0;
    }

    /// <param name="content">The signature base.</param>
    /// <param name="name">A parameter's name.</param>
    /// <param name="isDocument">Whether the callback consists of the query string.</param>
    private static bool IsSigned(Template? content, ReadOnlySpan<byte> name, bool isDocument)
    {
        foreach (var segment in content?.AllSegments ?? [])
        {
            switch (segment)
            {
                case UrlSegment:
                case SourceSegment { Source.Kind: SourceKind.Query } query when name.SequenceEqual(query.Source.NameOctets):
                case SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Field } form when isDocument && name.SequenceEqual(form.Source.NameOctets):
                    return true;
                case FieldsSegment fields when fields.Rule.IsQuery || isDocument:
                    var unwrapped = name;
                    if (fields.Rule.TryUnwrap(ref unwrapped))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private static bool IsAllowed(ImmutableArray<string> allowed, ReadOnlySpan<byte> name)
    {
        foreach (var candidate in allowed)
        {
            if (Ascii.EqualsIgnoreCase(name, candidate))
            {
                return true;
            }
        }

        return false;
    }
}
