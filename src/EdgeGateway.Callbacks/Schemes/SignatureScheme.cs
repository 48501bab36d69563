using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Describes how one provider signs, identifies and repeats its callbacks.</summary>
public sealed record SignatureScheme
{
    internal SignatureScheme(SignatureMethod method) => Method = method;

    /// <summary>The name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Title { get; init; }

    /// <summary>The provider's documentation of the scheme; null if the scheme names none.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>
    /// What the scheme is based on: A the provider's code, D its documentation, L a maintained library, I several integrations, V a
    /// published digest, S the provider's SDK gave the same verdicts.
    /// </summary>
    public string? Evidence { get; init; }

    /// <summary>Notes for integrators, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The bodies that the provider sends.</summary>
    public required BodyFormats BodyFormats { get; init; }

    /// <summary>How much of a callback a valid signature vouches for.</summary>
    public required SignatureCoverage Coverage { get; init; }

    /// <summary>
    /// The fields that identify the event, in the order in which they appear in the callback's key; empty for schemes as data, which have
    /// lists of values instead.
    /// </summary>
    public required ImmutableArray<IdentityField> Identity { get; init; }

    /// <summary>
    /// The outermost fields that the provider's pages name, for schemes that do not sign the case of names; otherwise empty.
    /// </summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Those of <see cref="Fields"/> that may be blank by the provider's own samples, for schemes that leave blank fields out.</summary>
    public ImmutableArray<string> BlankFields { get; init; } = [];

    /// <summary>Which answer the provider accepts as an acknowledgement.</summary>
    public required AcknowledgementRule Acknowledgement { get; init; }

    /// <summary>What happens by default when a known key arrives with different content.</summary>
    public required ConflictPolicy OnConflict { get; init; }

    /// <summary>How long after the event the provider may still resend it; null if it is not documented.</summary>
    public TimeSpan? RetryHorizon { get; init; }

    /// <summary>
    /// How long the provider waits before it resends: after its first attempt, after its second, and so on; the last wait repeats. Empty if it is
    /// not documented.
    /// </summary>
    public ImmutableArray<TimeSpan> Retries { get; init; } = [];

    /// <summary>How long the provider waits for an answer; null if it is not documented.</summary>
    public TimeSpan? ProviderTimeout { get; init; }

    /// <summary>The networks that the provider publishes. Informational: only the profile's list is checked.</summary>
    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>
    /// Whether the signature includes a time and expires. A signature without a time is valid forever, and so is a captured callback.
    /// </summary>
    public bool SignsTime { get; init; }

    /// <summary>The maximum age of a signed time; null if no time is signed or the scheme has its own rule.</summary>
    public TimeSpan? TimestampPast => Rules?.Timestamp?.Past;

    /// <summary>Where a callback carries the amount; null if the provider documents no field for it.</summary>
    public SchemeAmount? Amount { get; init; }

    /// <summary>The complete definition of the scheme; null if it is written in code.</summary>
    public JsonObject? Definition { get; init; }

    /// <summary>The request header that carries the signature, or null if it is elsewhere.</summary>
    public string? SignatureHeader => Method.SignatureHeader;

    /// <summary>Whether the signed content preserves the nesting of fields; a joined string does not.</summary>
    public bool SignsNesting => Method.SignsNesting;

    /// <summary>Whether a secret or public key is needed to verify; otherwise only the sender's address is checked.</summary>
    public bool NeedsKeys => Rules is null or { Signature: not null };

    /// <summary>Whether the keys are public keys.</summary>
    public bool HasPublicKeys => Rules is { Signature: not null } rules && SignatureAlgorithms.IsAsymmetric(rules.Algorithm);

    /// <summary>Whether the address that is registered at the provider is signed.</summary>
    public bool SignsUrl => Rules is { SignsUrl: true };

    /// <summary>Whether the scheme itself reads and checks the query string.</summary>
    public bool ReadsQuery => Rules is { ReadsQuery: true };

    /// <summary>Whether events are identified by values that the signature does not cover.</summary>
    public bool HasUnsignedIdentity => Rules is { } rules && rules.Identity.Any(list => !list.All(rules.Signed.Covers));

    /// <summary>The lists of values that name an event in its key; the first complete one is used.</summary>
    public ImmutableArray<ImmutableArray<IdentityField>> IdentityLists => Rules is { } rules
        ? [.. rules.Identity.Select(static list => list.Select(static source => new IdentityField(source.ToString(), source.IsOptional)).ToImmutableArray())]
        : [Identity];

    /// <summary>The values that identify an event and are not signed, such as <c>header:X-Id</c>.</summary>
    public ImmutableArray<string> UnsignedIdentity => Rules is { } rules
        ? [.. rules.Identity.SelectMany(static list => list).Where(source => !rules.Signed.Covers(source)).Select(static source => source.ToString()).Distinct()]
        : [];

    /// <summary>The unsigned values that distinguish events with equal bodies.</summary>
    public ImmutableArray<string> Distinct => Rules is { } rules ? [.. rules.Distinct.Select(static source => source.ToString())] : [];

    /// <summary>Whether <see cref="Distinct"/> has values.</summary>
    public bool HasDistinctValues => Rules is { Distinct.Length: > 0 };

    /// <summary>Whether the signature covers only a checksum of the body, which other bodies can have too.</summary>
    public bool SignsChecksum => Rules is { } rules && rules.Templates.Any(static template => template.JoinsChecksum);

    /// <summary>Whether at least a part of the body is signed, or of the query string if callbacks have no body.</summary>
    public bool SignsBody => Rules is not { } rules || (!rules.Templates.Any(static template => !template.ReadsContent) && rules.Templates.Any());

    /// <summary>Whether the scheme is based on neither the provider's documentation nor its code nor its SDK.</summary>
    public bool HasThirdPartyEvidenceOnly => Evidence is { Length: > 0 } evidence && !evidence.Split('(')[0].AsSpan().ContainsAny('A', 'D', 'S');

    /// <summary>Whether an event can be identified by values other than fields of the body, such as <c>header:X-Id</c>.</summary>
    public bool TakesValues => Rules is not null;

    /// <summary>The names of the parameters that a profile must set.</summary>
    public ImmutableArray<string> Parameters => Rules is { } rules ? rules.ParameterNames : [];

    /// <summary>How the signature is computed.</summary>
    internal SignatureMethod Method { get; }

    /// <summary>The elements that are signed one by one; null if the callback is signed as a whole.</summary>
    internal ScopePath? Scope => Rules?.Scope;

    private TemplateRules? Rules => (Method as TemplateMethod)?.Rules;

    /// <summary>Reads a scheme. A scheme that ships is found by <see cref="SignatureSchemes.Find"/>.</summary>
    /// <param name="json">The object that describes it, as docs/schemes.md says. It may extend a scheme that ships.</param>
    /// <param name="name">How headers and logs name it.</param>
    /// <exception cref="FormatException">Something is wrong with it; the message has every fault with its path.</exception>
    public static SignatureScheme Parse(string json, string name = "own")
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(name);
        JsonObject? definition;
        try
        {
            definition = PresetFiles.Parse(json) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{name}: not JSON: {exception.Message}", exception);
        }

        if (definition is null)
        {
            throw new FormatException($"{name}: a scheme is a JSON object");
        }

        var faults = new List<SchemeFault>();
        var schemes = OwnSchemes.Read(new Dictionary<string, JsonObject> { [name] = definition }, faults);
        return faults.Count == 0
            ? schemes.Find(name)!
            : throw new FormatException(string.Join(Environment.NewLine, faults.Select(static fault => $"{fault.Path}: {fault.Message}")));
    }

    /// <summary>Reads a key in the form used in a profile.</summary>
    /// <param name="text">A secret, or a public key in PEM or as base64 of its SubjectPublicKeyInfo.</param>
    /// <param name="octets">The key's bytes for <see cref="SigningKey"/>.</param>
    /// <returns>What is wrong, without any part of the secret; null if the key is valid.</returns>
    public string? ReadKey(string text, out byte[] octets)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (Rules?.Key ?? new KeyRule()).Read(text, Rules?.Algorithm ?? SignatureAlgorithm.Sha256, out octets);
    }

    /// <summary>
    /// Whether a callback of this scheme can be refused for that reason. False only where the scheme has no part that could be the reason.
    /// </summary>
    public bool CanRefuseFor(RefusalReason reason) => reason switch
    {
        RefusalReason.TimestampOutsideTolerance or RefusalReason.TimestampMalformed => Rules is { Timestamp: not null },
        RefusalReason.TokenMalformed or RefusalReason.TokenAlgorithm or RefusalReason.TokenExpired or RefusalReason.TokenBinding => Method is TokenMethod,
        RefusalReason.DistinctValueRefused => HasDistinctValues,
        RefusalReason.InvalidDocument => Rules is { Document: not null },
        _ => true,
    };

    /// <summary>Whether the signature covers a value: the path of a member of the document, or a value such as <c>query:test</c>.</summary>
    public bool Signs(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = ValueSource.Read(name, out var known) is null ? known! : ValueSource.OfField(name);
        return Method.Signs(source);
    }
}
