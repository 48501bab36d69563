using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Reads a template such as <c>{sig:t}.{body}</c>.</summary>
/// <param name="fields">The rule for <c>{fields}</c>; null if the scheme has none.</param>
internal sealed class TemplateParser(FieldsRule? fields)
{
    private const string Holes =
        "{body}, {body-NAME}, {header:X}, {query:X}, {form:X}, {field:a.b}, {sig:X}, {url}, {param:X}, {secret}, {fields}, {json} or {json-NAME}";

    private readonly StringBuilder _literal = new();

    /// <summary>The fault, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Every value that the template reads.</summary>
    public List<ValueSource> Sources { get; } = [];

    /// <summary>How many times <c>{fields}</c> appears in it.</summary>
    public int FieldsCount { get; private set; }

    /// <summary>Parses a template. The pieces are only usable if there is no <see cref="Fault"/>.</summary>
    public ImmutableArray<Segment> Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        var at = ParseUntil(text, 0, segments, isGroup: false);
        if (Fault is null && at < text.Length)
        {
            Fault = $"']]' at {at} closes nothing; a group begins with [[";
        }

        return segments.ToImmutable();
    }

    private int ParseUntil(string text, int at, ImmutableArray<Segment>.Builder segments, bool isGroup)
    {
        while (Fault is null && at < text.Length)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("{{") || rest.StartsWith("}}"))
            {
                // In "{{{" the last brace opens a placeholder.
                _literal.Append(text[at]);
                at += 2;
            }
            else if (rest.StartsWith("[["))
            {
                at = ParseGroup(text, at, segments, isGroup);
            }
            else if (rest.StartsWith("]]") && isGroup)
            {
                break;
            }
            else if (rest.StartsWith("]]"))
            {
                return at;
            }
            else if (text[at] == '{')
            {
                at = ParseHole(text, at, segments);
            }
            else if (text[at] == '}')
            {
                Fault = $"'}}' at {at} closes nothing; a literal brace is written twice";
            }
            else
            {
                _literal.Append(text[at++]);
            }
        }

        EndLiteral(segments);
        return at;
    }

    private int ParseGroup(string text, int at, ImmutableArray<Segment>.Builder segments, bool isGroup)
    {
        if (isGroup)
        {
            Fault = $"'[[' at {at} stands within a group; groups do not nest";
            return at;
        }

        EndLiteral(segments);
        var inner = ImmutableArray.CreateBuilder<Segment>();
        var end = ParseUntil(text, at + 2, inner, isGroup: true);
        if (Fault is null && end >= text.Length)
        {
            Fault = $"'[[' at {at} is not closed by ]]";
        }

        segments.Add(new GroupSegment(inner.ToImmutable()));
        return end + 2;
    }

    private int ParseHole(string text, int at, ImmutableArray<Segment>.Builder segments)
    {
        EndLiteral(segments);
        var end = text.IndexOf('}', at);
        if (end < 0)
        {
            Fault = $"the hole at {at} is not closed by }}";
            return text.Length;
        }

        var parts = text[(at + 1)..end].Split('|');
        var segment = ReadHole(parts[0]);
        if (segment is not null && parts.Length > 1)
        {
            var filters = ReadFilters(parts.AsSpan(1));
            segment = new FilteredSegment(segment, filters);
        }

        if (segment is not null)
        {
            segments.Add(segment);
        }

        return end + 1;
    }

    private Segment? ReadHole(string hole)
    {
        switch (hole)
        {
            case "body":
                return new BodySegment();
            case "url":
                return new UrlSegment();
            case "secret":
                return new SecretSegment();
            case "json":
                return new JsonSegment([]);
            case "fields":
                FieldsCount++;
                if (fields is null)
                {
                    Fault = "{fields} needs a Fields object that says which fields are joined";
                }
                else if (FieldsCount > 1)
                {
                    Fault = "{fields} appears twice; it may appear only once";
                }

                return new FieldsSegment(fields ?? new FieldsRule());
            case var _ when hole.StartsWith("body-", StringComparison.Ordinal) && hole.Length > "body-".Length:
                return new BodyWithoutSegment(hole["body-".Length..]);
            case var _ when hole.StartsWith("json-", StringComparison.Ordinal) && hole.Length > "json-".Length:
                return new JsonSegment([Encoding.UTF8.GetBytes(hole["json-".Length..])]);
        }

        if (hole.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && Array.IndexOf(ValueSource.Words, hole[..colon]) >= 0)
        {
            if (ValueSource.Read(hole, out var source) is { } fault)
            {
                Fault = fault;
            }

            if (source is not null)
            {
                Sources.Add(source);
                return new SourceSegment(source);
            }

            return null;
        }

        Fault = $"{{{hole}}} is not a hole; one of {Holes}";
        return null;
    }

    private ImmutableArray<ContentFilter> ReadFilters(ReadOnlySpan<string> names)
    {
        var filters = ImmutableArray.CreateBuilder<ContentFilter>();
        foreach (var name in names)
        {
            if (Array.Find(ContentFilter.All, filter => filter.Name == name) is { } filter)
            {
                filters.Add(filter);
            }
            else
            {
                Fault = $"'|{name}' is not a filter; one of {string.Join(", ", ContentFilter.All.Select(static filter => filter.Name))}";
            }
        }

        return filters.ToImmutable();
    }

    private void EndLiteral(ImmutableArray<Segment>.Builder segments)
    {
        if (_literal.Length > 0)
        {
            segments.Add(new LiteralSegment(Encoding.UTF8.GetBytes(_literal.ToString())));
            _literal.Clear();
        }
    }
}
