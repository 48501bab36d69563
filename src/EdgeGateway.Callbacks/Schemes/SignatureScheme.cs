using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>What is known of how one provider signs, identifies and repeats its callbacks.</summary>
public sealed record SignatureScheme
{
    internal SignatureScheme(SignatureMethod method) => Method = method;

    /// <summary>The name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Title { get; init; }

    /// <summary>The provider's page that the scheme was written from; null where the scheme names none.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>
    /// What the scheme was read from: A the provider's code, D its page, L a maintained library, I several integrations, V a published
    /// digest, S the provider's SDK gave the same verdicts.
    /// </summary>
    public string? Evidence { get; init; }

    /// <summary>What an integrator should know, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The bodies that the provider sends.</summary>
    public required BodyFormats BodyFormats { get; init; }

    /// <summary>How much of a callback a valid signature vouches for.</summary>
    public required SignatureCoverage Coverage { get; init; }

    /// <summary>
    /// The fields that name the event, in the order in which they stand in the callback's key; empty for schemes as data, which have
    /// lists of values.
    /// </summary>
    public required ImmutableArray<IdentityField> Identity { get; init; }

    /// <summary>
    /// The outermost fields that the provider's pages name, for schemes that do not sign the case of names; otherwise empty.
    /// </summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Those of <see cref="Fields"/> that may be blank by the provider's own samples, for schemes that leave blank fields out.</summary>
    public ImmutableArray<string> BlankFields { get; init; } = [];

    /// <summary>What the provider takes as an acknowledgement.</summary>
    public required AcknowledgementRule Acknowledgement { get; init; }

    /// <summary>What to do with another content under a known key unless the profile says otherwise.</summary>
    public required ConflictPolicy OnConflict { get; init; }

    /// <summary>How long after the event the provider may still send it again; null where it is not documented.</summary>
    public TimeSpan? RetryHorizon { get; init; }

    /// <summary>How long the provider waits for an answer; null where it is not documented.</summary>
    public TimeSpan? ProviderTimeout { get; init; }

    /// <summary>The networks that the provider publishes as its own; a profile's own list is what is checked.</summary>
    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>Whether the signature holds a time and expires; one that does not verifies for ever, and so does a captured callback.</summary>
    public bool SignsTime { get; init; }

    /// <summary>How old a signed time may be; null where none is signed, or where the scheme has rules of its own for it.</summary>
    public TimeSpan? TimestampPast => Rules?.Timestamp?.Past;

    /// <summary>Where a callback says what was paid; null where the provider documents no field for it.</summary>
    public SchemeAmount? Amount { get; init; }

    /// <summary>The object that describes the scheme, complete; null where it is written in code.</summary>
    public JsonObject? Definition { get; init; }

    /// <summary>The request header that carries the signature, or null where something else does.</summary>
    public string? SignatureHeader => Method.SignatureHeader;

    /// <summary>Whether what is signed still shows which field is within which; a joined string does not.</summary>
    public bool SignsNesting => Method.SignsNesting;

    /// <summary>Whether there is a secret or a public key to verify with; otherwise the sender's address is all.</summary>
    public bool NeedsKeys => Rules is null or { Signature: not null };

    /// <summary>Whether the keys are public ones.</summary>
    public bool HasPublicKeys => Rules is { Signature: not null } rules && SignatureAlgorithms.IsAsymmetric(rules.Algorithm);

    /// <summary>Whether the address that is registered at the provider is signed.</summary>
    public bool SignsUrl => Rules is { SignsUrl: true };

    /// <summary>Whether the query string is read, and with it judged by the scheme itself.</summary>
    public bool ReadsQuery => Rules is { ReadsQuery: true };

    /// <summary>Whether an event is named by values that the signature does not cover.</summary>
    public bool HasUnsignedIdentity => Rules is { } rules && rules.Identity.Any(list => !list.All(rules.Signed.Cover));

    /// <summary>The values that name an event and are not signed, such as <c>header:X-Id</c>.</summary>
    public ImmutableArray<string> UnsignedIdentity => Rules is { } rules
        ? [.. rules.Identity.SelectMany(static list => list).Where(source => !rules.Signed.Cover(source)).Select(static source => source.ToString()).Distinct()]
        : [];

    /// <summary>The values that are not signed and tell events of equal bodies apart.</summary>
    public ImmutableArray<string> Distinct => Rules is { } rules ? [.. rules.Distinct.Select(static source => source.ToString())] : [];

    /// <summary>Whether there are such values.</summary>
    public bool HasDistinctValues => Rules is { Distinct.Length: > 0 };

    /// <summary>Whether the signature covers a checksum of the body, which other bodies have, too, and not the body.</summary>
    public bool SignsChecksum => Rules is { } rules && rules.Templates.Any(static template => template.JoinsChecksum);

    /// <summary>Whether a part of the body at least is signed, or of the query string where callbacks have no body.</summary>
    public bool SignsBody => Rules is not { } rules || (!rules.Templates.Any(static template => !template.ReadsContent) && rules.Templates.Any());

    /// <summary>Whether neither the provider's pages nor its code nor its SDK are among what the scheme was read from.</summary>
    public bool HasThirdPartyEvidenceOnly => Evidence is { Length: > 0 } evidence && !evidence.Split('(')[0].AsSpan().ContainsAny('A', 'D', 'S');

    /// <summary>Whether an event can be named by other values than fields of the body, such as <c>header:X-Id</c>.</summary>
    public bool TakesValues => Rules is not null;

    /// <summary>The names of the parameters that a profile has to give.</summary>
    public ImmutableArray<string> Parameters => Rules is { } rules ? rules.ParameterNames : [];

    /// <summary>How the signature is made.</summary>
    internal SignatureMethod Method { get; }

    /// <summary>The elements that are signed one by one; null: the callback is signed as one.</summary>
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

    /// <summary>Reads a key as a profile writes it.</summary>
    /// <param name="text">A secret, or a public key in PEM or as base64 of its SubjectPublicKeyInfo.</param>
    /// <param name="octets">The key's octets for <see cref="SigningKey"/>.</param>
    /// <returns>What is wrong, without a part of the secret; null when nothing is.</returns>
    public string? ReadKey(string text, out byte[] octets)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (Rules?.Key ?? new KeyRule()).Read(text, Rules?.Algorithm ?? SignatureAlgorithm.Sha256, out octets);
    }

    /// <summary>Whether the signature covers a value: the path of a member of the document, or a value such as <c>query:test</c>.</summary>
    public bool Signs(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = ValueSource.Read(name, out var known) is null ? known! : ValueSource.OfField(name);
        return Method.Signs(source);
    }
}
