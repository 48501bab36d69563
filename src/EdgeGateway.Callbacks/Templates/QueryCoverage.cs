using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Checks the query string of a scheme that reads it: each parameter must be signed, carry the signature, or be allowed.</summary>
internal static class QueryCoverage
{
    /// <summary>Why the callback is refused, or none.</summary>
    public static RefusalReason Judge(TemplateRules rules, in VerificationInput input) =>
        IndexOfUnsigned(rules, input, QueryOf(input)) > 0 ? RefusalReason.QueryNotSigned : RefusalReason.None;

    /// <summary>The name of the first parameter for which the callback is refused; empty if there is none.</summary>
    public static ReadOnlySpan<byte> FindUnsigned(TemplateRules rules, in VerificationInput input)
    {
        var fields = QueryOf(input);
        return IndexOfUnsigned(rules, input, fields) is var index and > 0 ? fields.NameOf(fields[index]) : default;
    }

    /// <summary>
    /// Checks the query string of a scheme that signs the address: the received one is signed, or must equal that of the registered
    /// address.
    /// </summary>
    public static RefusalReason JudgeUrl(in VerificationInput input)
    {
        var url = input.Settings.PublicUrl.AsSpan();
        var at = url.IndexOf('?');
        var isSigned = at < 0 || input.Message.Query.AsSpan().TrimStart('?').SequenceEqual(url[(at + 1)..]);
        return isSigned ? RefusalReason.None : RefusalReason.QueryNotSigned;
    }

    /// <summary>The names that the scheme, the profile or the registered address allow.</summary>
    public static ImmutableArray<string> AllowedNames(TemplateRules rules, VerificationSettings settings) =>
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
