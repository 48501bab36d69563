using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>A scheme as data, compiled. Immutable and safe for concurrent use.</summary>
internal sealed record TemplateRules
{
    /// <summary>Whether only the requested fields of the body are parsed, because it is signed as received.</summary>
    public bool IsScanned { get; init; }

    /// <summary>The paths that are looked for; each must be unique.</summary>
    public required ScanPaths Lookups { get; init; }

    /// <summary>Whether a name may appear several times in a form.</summary>
    public bool AllowsRepeats { get; init; }

    /// <summary>Whether the parameters of the query string are read.</summary>
    public bool ReadsQuery { get; init; }

    /// <summary>Whether the received query string is signed as part of the address, if the registered address has none.</summary>
    public bool SignsUrl { get; init; }

    /// <summary>The value that contains the document in base64; null if the body is the document.</summary>
    public ValueSource? Document { get; init; }

    /// <summary>The elements that are signed one by one; null if the document is signed as a whole.</summary>
    public ScopePath? Scope { get; init; }

    /// <summary>Where the signature is; null if there is none and only the sender's address is checked.</summary>
    public SignatureRule? Signature { get; init; }

    /// <summary>The algorithm, unless the callback names it.</summary>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The algorithms by the names that a callback uses; empty if it names none.</summary>
    public ImmutableArray<(byte[] Name, SignatureAlgorithm Algorithm)> Algorithms { get; init; } = [];

    /// <summary>The value that names the algorithm.</summary>
    public ValueSource? AlgorithmFrom { get; init; }

    /// <summary>How keys are encoded and selected.</summary>
    public KeyRule Key { get; init; } = new();

    /// <summary>The signature base; null if <see cref="ContentByMethod"/> is used.</summary>
    public Template? Content { get; init; }

    /// <summary>The signature bases by request method.</summary>
    public FrozenDictionary<string, Template> ContentByMethod { get; init; } = FrozenDictionary<string, Template>.Empty;

    /// <summary>The signed time; null for none.</summary>
    public TimestampRule? Timestamp { get; init; }

    /// <summary>The values that identify an event: the first complete list is used.</summary>
    public ImmutableArray<ImmutableArray<ValueSource>> Identity { get; init; } = [];

    /// <summary>The values that distinguish events with equal bodies.</summary>
    public ImmutableArray<ValueSource> Distinct { get; init; } = [];

    /// <summary>The members of the body that change with each send.</summary>
    public ImmutableArray<FieldPath> Volatile { get; init; } = [];

    /// <summary>The value that decides whether a callback is de-duplicated; null if all are.</summary>
    public ValueSource? DeduplicateBy { get; init; }

    /// <summary>The values of <see cref="DeduplicateBy"/> for which it is.</summary>
    public ImmutableArray<byte[]> DeduplicateValues { get; init; } = [];

    /// <summary>The query parameters that need not be signed.</summary>
    public ImmutableArray<string> AllowedQuery { get; init; } = [];

    /// <summary>The acknowledgement's text if it contains values of the callback; otherwise null.</summary>
    public Template? Answer { get; init; }

    /// <summary>What the signature covers.</summary>
    public required SignedValues Signed { get; init; }

    /// <summary>Every signature base.</summary>
    public IEnumerable<Template> Templates => Content is null ? ContentByMethod.Values : [Content];

    /// <summary>The names of the parameters that a profile must set.</summary>
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

    /// <summary>Whether the signature does not cover the value of an outermost field.</summary>
    public bool IsUncovered(in CallbackFields fields, in Field field)
    {
        var name = fields.NameOf(field);
        return !IsSignature(name)
            && (field.Kind <= FieldKind.Array || !Signed.CoversOutermost(name));
    }

    /// <summary>Whether an outermost field, or a parameter of the query string, carries the signature.</summary>
    public bool IsSignature(ReadOnlySpan<byte> name) =>
        Signature?.From is { Kind: SourceKind.Query or SourceKind.Form or SourceKind.Field } from && name.SequenceEqual(from.NameOctets);
}
