using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Content</c>, <c>Fields</c> and <c>Transform</c>: what is signed.</summary>
/// <param name="node">The scheme's object.</param>
/// <param name="formats">The body formats that the scheme accepts.</param>
internal sealed class ContentReader(DefinitionNode node, BodyFormats formats)
{
    private static readonly (string, ContentFilter)[] _transforms =
        [("UrlEncodeDotNet", ContentFilter.UrlEncodeDotNet), ("Lower", ContentFilter.Lower), ("Upper", ContentFilter.Upper)];

    private ImmutableArray<ContentFilter> _applied = [];
    private bool _usesFields;

    /// <summary>The rule for <c>{fields}</c>; null if there is none.</summary>
    public FieldsRule? Fields { get; private set; }

    /// <summary>The only signature base; null if each method has its own or there is a fault.</summary>
    public Template? Content { get; private set; }

    /// <summary>The signature bases by request method.</summary>
    public FrozenDictionary<string, Template> ByMethod { get; private set; } = FrozenDictionary<string, Template>.Empty;

    /// <summary>Every value that is signed.</summary>
    public List<ValueSource> Sources { get; } = [];

    /// <summary>Every signature base.</summary>
    public ImmutableArray<Template> Templates => Content is null ? [.. ByMethod.Values] : [Content];

    /// <summary>Reads all three members.</summary>
    public void Read()
    {
        Fields = node.Object("Fields") is { } fields ? FieldsReader.Read(fields) : null;
        _applied = ReadTransforms();
        if (node.IsObject("Content"))
        {
            ReadByMethod(node.Object("Content")!);
        }
        else if (node.Text("Content") is { Length: > 0 } text)
        {
            Content = Compile(node, "Content", text, formats == BodyFormats.Query);
        }
        else
        {
            node.Refuse("Content", "missing; what is signed, such as {body} or {sig:t}.{body}");
        }

        if (Fields is not null && !_usesFields && !node.IsRefused("Content"))
        {
            node.Refuse("Fields", "means nothing: {fields} does not stand in Content");
        }
    }

    private ImmutableArray<ContentFilter> ReadTransforms()
    {
        var transforms = ImmutableArray.CreateBuilder<ContentFilter>();
        foreach (var name in node.Texts("Transform") ?? [])
        {
            var (_, filter) = Array.Find(_transforms, transform => transform.Item1.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (filter is null)
            {
                node.Refuse("Transform", $"'{name}' is not one of {string.Join(", ", _transforms.Select(static transform => transform.Item1))}");
            }
            else
            {
                transforms.Add(filter);
            }
        }

        return transforms.ToImmutable();
    }

    private void ReadByMethod(DefinitionNode methods)
    {
        var templates = new Dictionary<string, Template>(StringComparer.Ordinal);
        foreach (var (method, _) in methods.Json.ToList())
        {
            if (method.Length == 0 || !method.All(char.IsAsciiLetterUpper))
            {
                methods.Refuse(method, "is not an HTTP method in capital letters, such as GET or POST");
            }
            else if (methods.Text(method) is { Length: > 0 } text && Compile(methods, method, text, method == "GET" || formats == BodyFormats.Query) is { } template)
            {
                templates[method] = template;
            }
        }

        if (templates.Count == 0 && !node.IsRefused("Content"))
        {
            node.Refuse("Content", "has no method; such as { \"POST\": \"{body}\", \"GET\": \"{url}\" }");
        }

        ByMethod = templates.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Template? Compile(DefinitionNode owner, string name, string text, bool isForQuery)
    {
        var parser = new TemplateParser(Fields);
        var segments = parser.Parse(text);
        _usesFields |= parser.FieldsCount > 0;
        if (parser.Fault is { } fault)
        {
            owner.Refuse(name, fault);
            return null;
        }

        Sources.AddRange(parser.Sources);
        return new Template(segments, _applied, isForQuery);
    }
}
