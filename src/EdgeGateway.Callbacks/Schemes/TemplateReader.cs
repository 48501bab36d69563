using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads how a scheme signs and identifies callbacks, and compiles it.</summary>
/// <param name="node">The scheme's object.</param>
/// <param name="formats">The body formats that the scheme accepts.</param>
internal sealed class TemplateReader(DefinitionNode node, BodyFormats formats)
{
    private static readonly SourceKind[] _request = [SourceKind.Header, SourceKind.Query, SourceKind.Form, SourceKind.Field];

    private static readonly (string, TimestampUnit)[] _units =
        [("Seconds", TimestampUnit.Seconds), ("Milliseconds", TimestampUnit.Milliseconds), ("Either", TimestampUnit.Either)];

    /// <summary>The compiled scheme; only usable if no fault was added.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="answer">The acknowledgement's text, if it contains values of the callback.</param>
    /// <param name="amount">Where a callback says what was paid.</param>
    public TemplateRules Read(ContentReader? content, Template? answer, SchemeAmount? amount)
    {
        var document = ReadDocument();
        var templates = content?.Templates ?? [];
        var (byName, algorithmFrom, algorithm) = AlgorithmReader.Read(node, content is not null);
        var (deduplicateBy, deduplicateValues) = ReadDeduplicate();
        var segments = templates.SelectMany(static template => template.AllSegments).ToList();
        var rules = new TemplateRules
        {
            Signature = node.Object("Signature") is { } signature ? SignatureReader.Read(signature) : null,
            Content = content?.Content,
            ContentByMethod = content?.ByMethod ?? System.Collections.Frozen.FrozenDictionary<string, Template>.Empty,
            Signed = new SignedValues(templates, document),
            Document = document,
            Scope = ReadScope(),
            Algorithm = algorithm,
            Algorithms = byName,
            AlgorithmFrom = algorithmFrom,
            Key = AlgorithmReader.ReadKey(node),
            Timestamp = ReadTimestamp(),
            Identity = ReadIdentity(),
            Distinct = ReadSources("Distinct"),
            Volatile = [.. (node.Texts("Volatile") ?? []).Where(static path => path.Length > 0).Select(static path => new FieldPath(path))],
            DeduplicateBy = deduplicateBy,
            DeduplicateValues = deduplicateValues,
            AllowedQuery = node.Texts("AllowedQuery") ?? [],
            Answer = answer,
            AllowsRepeats = content?.Fields is { AllowsRepeats: true },
            SignsUrl = segments.Exists(static segment => segment is UrlSegment),
            IsScanned = segments.Exists(static segment => segment is BodySegment or BodyWithoutSegment) || !segments.Exists(ReadsBody),
            Lookups = new ScanPaths([]),
        };
        rules = rules with { IsScanned = rules.IsScanned && rules.Scope is null && document is null };
        return rules with
        {
            ReadsQuery = formats.HasFlag(BodyFormats.Query) || segments.Exists(static segment => segment is FieldsSegment { Rule.IsQuery: true }) || Sources(rules, content).Any(static source => source.Kind == SourceKind.Query),
            Lookups = LookupsOf(PathsOf(rules, content, amount)),
        };
    }

    private ScanPaths LookupsOf(IEnumerable<FieldPath> paths)
    {
        var lookups = new ScanPaths(paths);
        if (lookups.Width > ScanPaths.MaxSchemeNames)
        {
            node.Refuse("Content", $"the scheme reads {lookups.Width} members of one object; {ScanPaths.MaxSchemeNames} at most, more are joined with {{fields}} or {{json}}");
        }

        return lookups;
    }

    /// <summary>Every value that is read from a callback.</summary>
    private static IEnumerable<ValueSource> Sources(TemplateRules rules, ContentReader? content) =>
        new[] { rules.Signature?.From, rules.AlgorithmFrom, rules.Key.IdFrom, rules.Timestamp?.From, rules.DeduplicateBy, rules.Document }
            .OfType<ValueSource>()
            .Concat(content?.Sources ?? [])
            .Concat(rules.Identity.SelectMany(static list => list))
            .Concat(rules.Distinct)
            .Concat((rules.Answer?.AllSegments ?? []).OfType<SourceSegment>().Select(static segment => segment.Source));

    private static IEnumerable<FieldPath> PathsOf(TemplateRules rules, ContentReader? content, SchemeAmount? amount)
    {
        foreach (var source in Sources(rules, content))
        {
            if (source.Kind is SourceKind.Field or SourceKind.Form)
            {
                yield return source.Path ?? FieldPath.OfName(source.Name);
            }
        }

        foreach (var without in rules.Templates.SelectMany(static template => template.AllSegments).OfType<BodyWithoutSegment>())
        {
            yield return FieldPath.OfName(without.Name);
        }

        foreach (var path in rules.Volatile)
        {
            yield return path;
        }

        foreach (var field in amount?.AllFields ?? [])
        {
            yield return new FieldPath(field.Path);
        }
    }

    private static bool ReadsBody(Segment segment) => segment is JsonSegment or FieldsSegment { Rule.IsQuery: false }
        || segment is SourceSegment { Source.Kind: SourceKind.Field or SourceKind.Form };

    private ValueSource? ReadDocument()
    {
        if (node.Text("Document") is not { } text)
        {
            return null;
        }

        if (!text.EndsWith("|base64", StringComparison.Ordinal))
        {
            node.Refuse("Document", $"'{text}' must be form:NAME|base64 or field:NAME|base64");
            return null;
        }

        return SourceReader.Parse(node, "Document", text[..^"|base64".Length], SourceKind.Form, SourceKind.Field);
    }

    private ScopePath? ReadScope()
    {
        if (node.Text("Scope") is not { } text)
        {
            return null;
        }

        var parts = text.Split("[*]");
        if (parts is not [{ Length: > 0 } array, var inner] || (inner.Length > 0 && (inner[0] != '.' || inner.Length == 1)) || text.Contains("..", StringComparison.Ordinal))
        {
            node.Refuse("Scope", $"'{text}' must lead to the elements of one array, as in items[*] or items[*].item");
            return null;
        }

        return new ScopePath(new FieldPath(array), inner.Length == 0 ? null : new FieldPath(inner[1..]));
    }

    private TimestampRule? ReadTimestamp()
    {
        if (node.Object("Timestamp") is not { } timestamp)
        {
            return null;
        }

        var from = SourceReader.Read(timestamp, "From", "missing; where the signed time is, such as sig:t or header:X-Timestamp", [SourceKind.Element, .. _request]);
        var unit = timestamp.Choice("Unit", _units, TimestampUnit.Seconds);
        var past = timestamp.Time("Past");
        var future = timestamp.Time("Future");
        if (past is null && !timestamp.IsRefused("Past"))
        {
            timestamp.Refuse("Past", "missing; how old a callback may be, such as 00:05:00");
        }

        timestamp.RefuseUnknown();
        return from is null ? null : new TimestampRule(from, unit, past ?? TimeSpan.Zero, future ?? past ?? TimeSpan.Zero);
    }

    private ImmutableArray<ImmutableArray<ValueSource>> ReadIdentity()
    {
        var lists = ImmutableArray.CreateBuilder<ImmutableArray<ValueSource>>();
        var texts = node.TextLists("Identity");
        if (texts is { IsEmpty: true })
        {
            node.Refuse("Identity", "is empty; name at least one value, or leave Identity out for the fingerprint");
        }

        foreach (var list in texts ?? [])
        {
            if (list.IsEmpty)
            {
                node.Refuse("Identity", "holds an empty list; name at least one value, or leave Identity out for the fingerprint");
            }

            lists.Add([.. list.Select(text => SourceReader.Parse(node, "Identity", text, _request)).OfType<ValueSource>()]);
        }

        return lists.ToImmutable();
    }

    private ImmutableArray<ValueSource> ReadSources(string name) =>
        [.. (node.Texts(name) ?? []).Select(text => SourceReader.Parse(node, name, text, _request)).OfType<ValueSource>()];

    private (ValueSource? Source, ImmutableArray<byte[]> Values) ReadDeduplicate()
    {
        if (node.Object("Deduplicate") is not { } rule)
        {
            return (null, []);
        }

        if (rule.Entries().ToList() is not [var (name, values)] || values.IsEmpty)
        {
            node.Refuse("Deduplicate", "must name one value and the texts that make a callback a fact, such as { \"query:method\": [ \"pay\" ] }");
            return (null, []);
        }

        return (SourceReader.Parse(node, "Deduplicate", name, _request), [.. values.Select(Encoding.UTF8.GetBytes)]);
    }
}
