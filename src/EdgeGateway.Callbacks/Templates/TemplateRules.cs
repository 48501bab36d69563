using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>A scheme as data, compiled. Immutable and safe for concurrent use.</summary>
internal sealed record TemplateRules
{
    /// <summary>Whether the body is not canonicalized, so that only what is looked for in it is parsed.</summary>
    public bool IsScanned { get; init; }

    /// <summary>The paths that are looked for, each of which must stand once.</summary>
    public required ScanPaths Lookups { get; init; }

    /// <summary>Whether a name may stand several times in a form.</summary>
    public bool AllowsRepeats { get; init; }

    /// <summary>Whether the parameters of the query string are read.</summary>
    public bool ReadsQuery { get; init; }

    /// <summary>Whether the query string is signed with the address, where that has none of its own.</summary>
    public bool SignsUrl { get; init; }

    /// <summary>The value that holds the document, in base64; null: the body is the document.</summary>
    public ValueSource? Document { get; init; }

    /// <summary>The elements that are signed one by one; null: the document is signed.</summary>
    public ScopePath? Scope { get; init; }

    /// <summary>Where the signature is; null: there is none, and the sender's address is all.</summary>
    public SignatureRule? Signature { get; init; }

    /// <summary>The algorithm, where the callback does not name it.</summary>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The algorithms by the name that the callback gives them; empty: it names none.</summary>
    public ImmutableArray<(byte[] Name, SignatureAlgorithm Algorithm)> Algorithms { get; init; } = [];

    /// <summary>What names the algorithm.</summary>
    public ValueSource? AlgorithmFrom { get; init; }

    /// <summary>How keys are written and found.</summary>
    public KeyRule Key { get; init; } = new();

    /// <summary>The signature base; null where <see cref="ContentByMethod"/> has it.</summary>
    public Template? Content { get; init; }

    /// <summary>The signature bases by the request's method.</summary>
    public FrozenDictionary<string, Template> ContentByMethod { get; init; } = FrozenDictionary<string, Template>.Empty;

    /// <summary>The signed time; null: none.</summary>
    public TimestampRule? Timestamp { get; init; }

    /// <summary>The values that name an event: the first list whose values are all there counts.</summary>
    public ImmutableArray<ImmutableArray<ValueSource>> Identity { get; init; } = [];

    /// <summary>What tells events of equal bodies apart.</summary>
    public ImmutableArray<ValueSource> Distinct { get; init; } = [];

    /// <summary>The members of the body that change with each send.</summary>
    public ImmutableArray<FieldPath> Volatile { get; init; } = [];

    /// <summary>The value that says whether a callback is a fact; null: all are.</summary>
    public ValueSource? DeduplicateBy { get; init; }

    /// <summary>The values of <see cref="DeduplicateBy"/> that say so.</summary>
    public ImmutableArray<byte[]> DeduplicateValues { get; init; } = [];

    /// <summary>The names that the query string may hold without being signed.</summary>
    public ImmutableArray<string> AllowedQuery { get; init; } = [];

    /// <summary>The acknowledgement's text, where it holds values of the callback; null: it does not.</summary>
    public Template? Answer { get; init; }

    /// <summary>What the signature covers.</summary>
    public required SignedValues Signed { get; init; }

    /// <summary>Every signature base.</summary>
    public IEnumerable<Template> Templates => Content is null ? ContentByMethod.Values : [Content];

    /// <summary>The names of the parameters that a profile has to give.</summary>
    public ImmutableArray<string> ParameterNames =>
    [
        .. Templates.SelectMany(static template => template.AllSegments)
            .OfType<SourceSegment>()
            .Where(static segment => segment.Source.Kind == SourceKind.Parameter)
            .Select(static segment => segment.Source.Name)
            .Concat(Signature?.PickParameter is { } pick ? [pick] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The signature base of a request, or null.</summary>
    public Template? ContentOf(string method) => Content ?? ContentByMethod.GetValueOrDefault(method);

    /// <summary>Whether the signature leaves open what an outermost field holds.</summary>
    public bool IsUncovered(in CallbackFields fields, in Field field)
    {
        var name = fields.NameOf(field);
        return !IsSignature(name)
            && (field.Kind <= FieldKind.Array || !Signed.Cover(ValueSource.OfField(Encoding.UTF8.GetString(name))));
    }

    /// <summary>Whether an outermost field, or a parameter of the query string, carries the signature.</summary>
    public bool IsSignature(ReadOnlySpan<byte> name) =>
        Signature?.From is { Kind: SourceKind.Query or SourceKind.Form or SourceKind.Field } from && name.SequenceEqual(from.NameOctets);
}
