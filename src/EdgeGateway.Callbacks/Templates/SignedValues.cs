using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Which values of a callback a scheme's signature covers, according to its templates. Immutable.</summary>
internal sealed class SignedValues
{
    private readonly ImmutableArray<Template> _templates;
    private readonly ValueSource? _document;

    /// <param name="templates">The signature bases, one for each method that has its own.</param>
    /// <param name="document">The value that contains the document; null if the body is the document.</param>
    public SignedValues(ImmutableArray<Template> templates, ValueSource? document)
    {
        _templates = templates;
        _document = document;
        Binding = templates.IsEmpty ? ContentBinding.Nothing : templates.Max(BindingOf);
    }

    /// <summary>What the signature binds, in the weakest of the templates.</summary>
    public ContentBinding Binding { get; }

    /// <summary>Whether a different value would need a different signature.</summary>
    public bool Covers(ValueSource source) => !_templates.IsEmpty && _templates.All(template => Covers(template, source));

    /// <summary>
    /// Whether a different value of an outermost field of the body, not an object or array, would need a different signature. A dot in the
    /// name does not lead into an object.
    /// </summary>
    public bool CoversOutermost(ReadOnlySpan<byte> name)
    {
        foreach (var template in _templates)
        {
            if (!CoversOutermost(template, name))
            {
                return false;
            }
        }

        return !_templates.IsEmpty;
    }

    private static bool CoversOutermost(Template template, ReadOnlySpan<byte> name)
    {
        foreach (var segment in template.AllSegments)
        {
            if (CoversOutermost(template, segment, name))
            {
                return true;
            }
        }

        return false;
    }

    private bool Covers(Template template, ValueSource source)
    {
        // A member of the document is covered if the value that contains the document is.
        if (source.Kind == SourceKind.Field && _document is not null)
        {
            return template.AllSegments.Any(segment => CoversInBody(template, segment, _document));
        }

        return template.AllSegments.Any(segment => source.Kind switch
        {
            SourceKind.Header => segment is SourceSegment { Source: { Kind: SourceKind.Header } header } && header.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase),
            SourceKind.Query => segment is UrlSegment || IsSame(segment, source) || (segment is FieldsSegment { Rule.IsQuery: true } fields && fields.Rule.Covers(source.NameOctets)),
            SourceKind.Field or SourceKind.Form => CoversInBody(template, segment, source),
            SourceKind.Element => IsSame(segment, source),
            _ => false,
        });
    }

    private static bool CoversInBody(Template template, Segment segment, ValueSource source) => segment switch
    {
        FieldsSegment { Rule.IsQuery: false } fields => CoversInFields(fields.Rule, source),
        SourceSegment => IsSame(segment, source),
        _ => CoversOutermost(template, segment, Encoding.UTF8.GetBytes(Outermost(source))),
    };

    private static bool CoversOutermost(Template template, Segment segment, ReadOnlySpan<byte> name) => segment switch
    {
        BodySegment => true,
        UrlSegment => template.IsForQuery,
        BodyWithoutSegment without => !without.Omits(name),
        JsonSegment json => !json.Omits(name),
        FieldsSegment { Rule: { IsQuery: false, Container: not null } } => false,
        FieldsSegment { Rule: var rule } => (template.IsForQuery || !rule.IsQuery) && rule.Covers(name),
        SourceSegment { Source.Kind: SourceKind.Form } form => name.SequenceEqual(form.Source.NameOctets),
        SourceSegment { Source.Path: { Depth: 1 } path } => name.SequenceEqual(path[0]),
        _ => false,
    };

    private static bool CoversInFields(FieldsRule rule, ValueSource source)
    {
        var container = rule.Container is null ? "" : rule.Container.Name + ".";
        return source.Name.StartsWith(container, StringComparison.Ordinal)
            && source.Name[container.Length..] is var name
            && (source.Kind == SourceKind.Form || !name.Contains('.', StringComparison.Ordinal))
            && rule.Covers(Encoding.UTF8.GetBytes(name));
    }

    private static bool IsSame(Segment segment, ValueSource source) =>
        segment is SourceSegment { Source: { } other } && other.Name == source.Name
        && (other.Kind == source.Kind || (other.Kind is SourceKind.Form or SourceKind.Field && source.Kind is SourceKind.Form or SourceKind.Field));

    private static string Outermost(ValueSource source) => source.Kind == SourceKind.Form ? source.Name : source.Name.Split('.')[0];

    /// <summary>A group counts as its pieces do: it is omitted only if one of its values is absent or empty.</summary>
    private ContentBinding BindingOf(Template template)
    {
        var segments = template.AllSegments;
        if (segments.Any(segment => segment is BodySegment or BodyWithoutSegment or JsonSegment
            || (segment is UrlSegment && template.IsForQuery)
            || (_document is not null && CoversInBody(template, segment, _document))))
        {
            return ContentBinding.Body;
        }

        return segments.Any(static segment => segment is FieldsSegment or UrlSegment or FilteredSegment or SourceSegment { Source.Kind: not SourceKind.Parameter })
            ? ContentBinding.Values
            : ContentBinding.Nothing;
    }
}
